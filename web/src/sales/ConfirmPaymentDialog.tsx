import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ManualPayment, ManualTrip } from "../api/manual-payment";
import { manualSystemsQuery } from "../api/manual-systems";
import { refreshMoney } from "../api/operations";
import { confirmPayment } from "../api/orders";
import { ChoiceField, DateField, LongField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { plainDecimal } from "../format/money";
import { useSigned } from "../shell/session-context";
import { confirmFaults, decisionOf } from "./confirm-typed";
import { useConfirmText } from "./use-confirm-text";
import { usePayDays } from "./use-pay-days";

interface Props {
  payment: ManualPayment;
  trip: ManualTrip;
  onClose: () => void;
}

/** Says that a manual payment came: as it was said, or corrected in price, currency and day. */
export function ConfirmPaymentDialog({ payment, trip, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const days = usePayDays();
  const { data: systems } = useQuery(manualSystemsQuery(mode));
  const taken = systems?.items.find(({ id }) => id === payment.system?.id)?.currencies ?? [];
  const form = useForm({ amount: plainDecimal(trip.price.amount, i18n.language), currency: trip.price.currency, paid_on: trip.paid_on, comment: "" });
  const happens = useConfirmText(form.values, trip, taken);
  const submit = async () => {
    try {
      await confirmPayment(mode, payment.number, decisionOf(form.values, trip));
    } finally {
      // Also after a refusal: what is shown may be out of date, and that may be why.
      void refreshMoney(client);
    }
  };
  const setCurrency = (currency: string) => {
    form.set("currency", currency);
    // The sum that was asked for in that currency, unless another has been typed.
    const asked = [trip.price, trip.estimate?.paid].find((money) => money?.currency === currency);
    const untouched = [trip.price, trip.estimate?.paid].some((money) => money !== undefined && plainDecimal(money.amount, i18n.language) === form.values.amount);
    if (asked !== undefined && untouched) form.set("amount", plainDecimal(asked.amount, i18n.language));
  };
  return (
    <FormDialog
      title={t("manual.confirm_title", { number: payment.number })}
      happens={happens}
      form={form}
      check={() => confirmFaults(form.values, trip, taken, days, t)}
      confirm={t("manual.confirm_confirm")}
      submit={submit}
      done={t("manual.confirm_done")}
      onClose={onClose}
    >
      <TextField form={form} name="amount" label={t("manual.price")} hint={t("manual.price_hint")} inputMode="decimal" max={24} required focus />
      <ChoiceField
        form={{ ...form, set: (name, value) => (name === "currency" ? setCurrency(String(value)) : form.set(name, value)) }}
        name="currency"
        label={t("manual.currency")}
        options={[...new Set([trip.price.currency, ...taken])].map((code) => ({ value: code, label: code }))}
      />
      <DateField form={form} name="paid_on" label={t("manual.paid_on")} hint={t("manual.paid_on_hint")} min={days.first} max={days.last} />
      <LongField form={form} name="comment" label={t("manual.decision_comment")} hint={t("manual.confirm_comment_hint")} max={2000} />
    </FormDialog>
  );
}
