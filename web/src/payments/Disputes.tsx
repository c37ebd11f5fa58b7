import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";

/** What the card's owner disputes, and until when evidence is taken. */
export function Disputes({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.events}>
      {payment.disputes.map((dispute) => {
        const chargeback = payment.operations.find((operation) => operation.operation === dispute.operation);
        return (
          <li key={dispute.dispute}>
            <div className={styles.head}>
              <StatusMark group="dispute_state" code={dispute.state} />
              {chargeback && <span className={styles.end}><Amount amount={chargeback.amount} currency={chargeback.currency} /></span>}
            </div>
            <Facts>
              {dispute.evidence_due_at && <Fact name={t("detail.evidence_due")}><Time at={dispute.evidence_due_at} /></Fact>}
              <Fact name={t("detail.dispute_opened")}><Time at={dispute.opened_at} /></Fact>
              {dispute.decided_at && <Fact name={t("detail.dispute_decided")}><Time at={dispute.decided_at} /></Fact>}
              <Fact name={t("detail.dispute_id")} value={dispute.dispute} mono />
            </Facts>
          </li>
        );
      })}
    </ol>
  );
}
