import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { formatTime } from "../format/time";
import { useZone } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { StatusMark } from "../ui/StatusMark";
import { attentionMeaning, attentionTitle } from "./attention";
import { PaymentActions } from "./PaymentActions";
import styles from "./PaymentBody.module.css";
import { SettleAttention } from "./SettleAttention";

/** What matters whichever tab is open: the amount, how it stands, what can be done, and why a person should look. */
export function PaymentHead({ payment }: { payment: PaymentDetail }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const due = payment.capture_due_at;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.amount}><Amount amount={payment.amount} currency={payment.currency} /></div>
        <div className={styles.marks}>
          <StatusMark group="status" code={payment.status} filled />
          {payment.unknown && <StatusMark group="mark" code="unknown" filled />}
          {payment.disputed && <StatusMark group="mark" code="disputed" filled />}
          <span className={styles.notice}>
            {t("payment.notice")}: <StatusMark group="notice" code={payment.notice} filled />
          </span>
          {!payment.livemode && <TestBadge />}
        </div>
        {due && (
          <div className={`${styles.due} figures`} title={t("payment.capture_due_hint")}>
            {t("payment.capture_due", { time: formatTime(due, i18n.language, zone) })}
          </div>
        )}
        <PaymentActions payment={payment} />
      </div>
      {payment.attention && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconAlertTriangle} title={attentionTitle(payment.attention, t)}>
            {attentionMeaning(payment.attention, t)}
            {payment.actions.settle_attention && <SettleAttention number={payment.number} code={payment.attention} />}
          </Callout>
        </div>
      )}
    </>
  );
}
