import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { offerQuery } from "../api/offers";
import { refreshMoney } from "../api/operations";
import { addOrderPayment, type Order } from "../api/orders";
import { DateField, LongField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { dayFault } from "./confirm-typed";
import { manualOf, SystemField } from "./SystemField";
import { usePayDays } from "./use-pay-days";

/** Records a further payment of an order that none came of. */
export function OrderPaymentDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const key = useRequestKey();
  const days = usePayDays();
  const { data: offer } = useQuery({ ...offerQuery(mode, order.offer ?? 0), enabled: order.offer !== null });
  const systems = manualOf(offer?.systems ?? []);
  const form = useForm({ system: "", paid_on: days.last, comment: "" });
  const system = form.values.system || (systems[0]?.id ?? "");
  const submit = async () => {
    const comment = form.values.comment.trim();
    try {
      await addOrderPayment(mode, order.number, { ...(system !== "" && { system }), paid_on: form.values.paid_on, ...(comment !== "" && { comment }) }, key);
    } finally {
      void refreshMoney(client);
    }
  };
  const check = () => {
    const fault = dayFault(form.values.paid_on, days, t);
    return new Map(fault === null ? [] : [["paid_on", fault]]);
  };
  return (
    <FormDialog
      title={t("sales.further_title", { number: order.number })}
      happens={t("sales.further_text", { amount: formatMoney(order.price.amount, order.price.currency, i18n.language) })}
      form={form}
      check={check}
      confirm={t("sales.add_confirm")}
      submit={submit}
      done={t("sales.add_done")}
      onClose={onClose}
    >
      <SystemField form={form} systems={systems} />
      <DateField form={form} name="paid_on" label={t("manual.paid_on")} min={days.first} max={days.last} />
      <LongField form={form} name="comment" label={t("manual.comment")} hint={t("sales.comment_hint")} max={2000} />
    </FormDialog>
  );
}
