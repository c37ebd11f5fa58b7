import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { refreshMoney } from "../api/operations";
import { cancelInvoice, type Invoice } from "../api/invoices";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useSigned } from "../shell/session-context";

/** Takes an invoice back: it cannot be paid any more. */
export function CancelDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const queries = useQueryClient();
  const form = useForm({ reason: "" });
  const submit = async () => {
    await cancelInvoice(mode, invoice.number, form.values.reason.trim());
    void queries.invalidateQueries({ queryKey: ["invoices"] });
    void refreshMoney(queries);
  };
  return (
    <FormDialog
      title={t("invoices.cancel_title", { number: invoice.number })}
      happens={t("invoices.cancel_text")}
      form={form}
      confirm={t("invoices.cancel")}
      final
      submit={submit}
      done={t("invoices.cancel_done")}
      onClose={onClose}
    >
      <TextField form={form} name="reason" label={t("invoices.cancel_reason")} hint={t("invoices.cancel_reason_hint")} max={500} focus />
    </FormDialog>
  );
}
