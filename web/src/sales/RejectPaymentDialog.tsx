import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ManualPayment, ManualTrip } from "../api/manual-payment";
import { refreshMoney } from "../api/operations";
import { rejectPayment } from "../api/orders";
import { LongField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";

interface Props {
  payment: ManualPayment;
  trip: ManualTrip;
  onClose: () => void;
}

/** Says that a manual payment did not come. */
export function RejectPaymentDialog({ payment: { number }, trip, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const form = useForm({ comment: "" });
  const submit = async () => {
    try {
      await rejectPayment(mode, number, form.values.comment.trim());
    } finally {
      // Also after a refusal: what is shown may be out of date, and that may be why.
      void refreshMoney(client);
    }
  };
  return (
    <FormDialog
      title={t("manual.reject_title", { number })}
      happens={t("manual.reject_text", { amount: formatMoney(trip.price.amount, trip.price.currency, i18n.language) })}
      form={form}
      confirm={t("manual.reject_confirm")}
      final
      submit={submit}
      done={t("manual.reject_done")}
      onClose={onClose}
    >
      <LongField form={form} name="comment" label={t("manual.decision_comment")} hint={t("manual.reject_comment_hint")} max={2000} />
    </FormDialog>
  );
}
