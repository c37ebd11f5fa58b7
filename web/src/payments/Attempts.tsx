import { useTranslation } from "react-i18next";
import type { Attempt, PaymentDetail } from "../api/types";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { CardMask } from "./CardMask";
import styles from "./Events.module.css";
import { useManualSystems } from "./use-manual-systems";

/** The payer's trips to a bank, or to a manual system. */
export function Attempts({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const { attempts } = payment;
  const systems = useManualSystems(payment);
  if (attempts.length === 0) return <Nothing>{t("detail.no_attempts")}</Nothing>;
  return (
    <ol className={styles.events}>
      {attempts.map((attempt) => (
        <li key={attempt.attempt}><AttemptFacts attempt={attempt} system={systems.get(attempt.terminal)} /></li>
      ))}
    </ol>
  );
}

/** `system`: the name of the manual system that it was to. */
function AttemptFacts({ attempt, system }: { attempt: Attempt; system: string | undefined }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <div className={styles.head}>
        <strong>{t("detail.attempt", { number: attempt.attempt })}</strong>
        {/* No bank has it: a person is to decide. */}
        {system !== undefined && attempt.state === "sent" ? <StatusMark group="manual_status" code="open" /> : <StatusMark group="attempt_state" code={attempt.state} />}
      </div>
      <Facts>
        {attempt.decline_code && <Fact name={t("detail.decline")}>{wordFor(system === undefined ? "decline" : "manual_decline", attempt.decline_code)}</Fact>}
        {attempt.card && <Fact name={t("payment.card")}><CardMask mask={attempt.card.mask} brand={attempt.card.brand} /></Fact>}
        <Fact name={t("payment.terminal")} value={system ?? attempt.terminal} />
        <Fact name={t("detail.bank_reference")} value={attempt.bank_reference} mono />
        <Fact name={t("detail.rrn")} value={attempt.rrn} mono />
        <Fact name={t("detail.started")}><Time at={attempt.created_at} /></Fact>
        {attempt.finished_at && <Fact name={t("detail.finished")}><Time at={attempt.finished_at} /></Fact>}
      </Facts>
    </>
  );
}
