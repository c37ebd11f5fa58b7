import { useTranslation } from "react-i18next";
import type { ManualPayment, ManualTrip } from "../api/manual-payment";
import { formatDay } from "../format/day";
import { actorWord, useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { Time } from "../ui/Time";
import { Corrections } from "./Corrections";
import styles from "./PaymentOfOrder.module.css";
import { ReceiptButton } from "./ReceiptButton";

interface Props {
  payment: ManualPayment;
  trip: ManualTrip;
}

/** What the payer said of a manual payment, and what a person made of it. */
export function Trip({ payment, trip }: Props) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const open = trip.state === "open";
  return (
    <>
      {trip.final !== null && <Corrections trip={trip} final={trip.final} />}
      <Facts>
        {trip.final === null && <Fact name={t("manual.paid_on")}>{formatDay(trip.paid_on, i18n.language)}</Fact>}
        <Fact name={t("manual.comment")}>{trip.comment === "" ? undefined : <span className={styles.comment}>{trip.comment}</span>}</Fact>
        {trip.has_receipt && <Fact name={t("manual.receipt")}><ReceiptButton number={payment.number} /></Fact>}
        <Fact name={t("manual.opened_at")}><Time at={trip.opened_at} /></Fact>
        {open && <Fact name={t("manual.confirm_by")}><Time at={trip.confirm_by} /></Fact>}
        {trip.reason !== null && <Fact name={t("manual.reason")}>{wordFor("manual_reason", trip.reason)}</Fact>}
        {trip.decided_at !== null && (
          <Fact name={t(trip.state === "rejected" ? "manual.rejected_at" : "manual.confirmed_at")}>
            <Time at={trip.decided_at} />{trip.decided_by !== null && <>, {actorWord(trip.decided_by, t)}</>}
          </Fact>
        )}
        <Fact name={t("manual.decision_comment")}>
          {trip.decision_comment === "" ? undefined : <span className={styles.comment}>{trip.decision_comment}</span>}
        </Fact>
      </Facts>
    </>
  );
}
