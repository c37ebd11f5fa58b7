import { IconArrowBackUp, IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ManualPayment } from "../api/manual-payment";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { ConfirmPaymentDialog } from "./ConfirmPaymentDialog";
import styles from "./PaymentOfOrder.module.css";
import { RefundDialog } from "./RefundDialog";
import { RejectPaymentDialog } from "./RejectPaymentDialog";

/** What this person may do with a payment of an order: decide it while it is open, give back what was paid. */
export function PaymentDecision({ payment }: { payment: ManualPayment }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<"confirm" | "reject" | "refund" | null>(null);
  const { manual, money } = payment;
  const decidable = manual !== null && manual.state === "open" && may(session, "manual_payments");
  const refundable = (money === "captured" || money === "partially_refunded") && may(session, "refund");
  const close = () => setAsked(null);
  const of = t("sales.payment_title", { number: payment.number });
  return (
    <>
      {(decidable || refundable) && (
        <div className={styles.actions}>
          {decidable && <ActionButton primary icon={IconCheck} label={t("manual.confirm")} of={of} onClick={() => setAsked("confirm")} />}
          {decidable && <ActionButton icon={IconX} label={t("manual.reject")} of={of} onClick={() => setAsked("reject")} />}
          {refundable && <ActionButton icon={IconArrowBackUp} label={t("payment.refund")} of={of} onClick={() => setAsked("refund")} />}
        </div>
      )}
      {/* They stay open to say what became of it, when the buttons are gone. */}
      {asked === "confirm" && manual !== null && <ConfirmPaymentDialog payment={payment} trip={manual} onClose={close} />}
      {asked === "reject" && manual !== null && <RejectPaymentDialog payment={payment} trip={manual} onClose={close} />}
      {asked === "refund" && <RefundDialog number={payment.number} onClose={close} />}
    </>
  );
}
