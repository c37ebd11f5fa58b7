import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { acceptCash, type Invoice } from "../api/invoices";
import { manualSystemsQuery } from "../api/manual-systems";
import { refreshMoney } from "../api/operations";
import { ChoiceField, LongField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { todayIn, yearBefore } from "../format/day";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { useOrganisationZone } from "./use-organisation-zone";

/** The system of the desk's own for cash: it is made when it is first needed. */
const BUILT_IN = "cash";

/** Records that an invoice was paid past the banks. */
export function CashDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const queries = useQueryClient();
  const key = useRequestKey();
  const today = todayIn(useOrganisationZone());
  const form = useForm({ system: "", paid_on: today, comment: "" });
  const systems = (useQuery(manualSystemsQuery(mode)).data?.items ?? []).filter(({ id, status }) => status === "active" && id !== BUILT_IN);
  const amount = formatMoney(invoice.amount.amount, invoice.amount.currency, i18n.language);
  const { system, paid_on, comment } = form.values;
  const check = () => {
    const faults = new Map<string, string>();
    if (!/^\d{4}-\d\d-\d\d$/.test(paid_on)) faults.set("paid_on", t("fault.date_malformed"));
    else if (paid_on > today) faults.set("paid_on", t("fault.date_in_future"));
    else if (paid_on < yearBefore(today)) faults.set("paid_on", t("fault.date_too_old"));
    return faults;
  };
  const submit = async () => {
    await acceptCash(mode, invoice.number, { ...(system !== "" && { system }), paid_on, ...(comment.trim() !== "" && { comment: comment.trim() }) }, key);
    for (const name of ["invoices", "manual-systems"]) void queries.invalidateQueries({ queryKey: [name] });
    void refreshMoney(queries);
  };
  return (
    <FormDialog
      title={t("invoices.cash_title", { number: invoice.number })}
      happens={t("invoices.cash_text", { amount })}
      form={form}
      check={check}
      confirm={t("invoices.cash_confirm", { amount })}
      submit={submit}
      done={t("invoices.cash_done")}
      onClose={onClose}
    >
      <ChoiceField form={form} name="system" label={t("invoices.cash_system")} focus options={[{ value: "", label: t("invoices.cash_built_in") }, ...systems.map(({ id, name }) => ({ value: id, label: name }))]} />
      <TextField form={form} name="paid_on" label={t("invoices.cash_day")} type="date" required />
      <LongField form={form} name="comment" label={t("invoices.cash_comment")} max={2000} rows={2} />
    </FormDialog>
  );
}
