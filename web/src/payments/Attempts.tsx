import { useTranslation } from "react-i18next";
import type { Attempt } from "../api/types";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { CardMask } from "./CardMask";
import styles from "./Events.module.css";

/** The payer's trips to a bank. */
export function Attempts({ attempts }: { attempts: Attempt[] }) {
  const { t } = useTranslation();
  if (attempts.length === 0) return <Nothing>{t("detail.no_attempts")}</Nothing>;
  return (
    <ol className={styles.events}>
      {attempts.map((attempt) => (
        <li key={attempt.attempt}><AttemptFacts attempt={attempt} /></li>
      ))}
    </ol>
  );
}

function AttemptFacts({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <div className={styles.head}>
        <strong>{t("detail.attempt", { number: attempt.attempt })}</strong>
        <StatusMark group="attempt_state" code={attempt.state} />
      </div>
      <Facts>
        {attempt.decline_code && <Fact name={t("detail.decline")}>{wordFor("decline", attempt.decline_code)}</Fact>}
        {attempt.card && <Fact name={t("payment.card")}><CardMask mask={attempt.card.mask} brand={attempt.card.brand} /></Fact>}
        <Fact name={t("payment.terminal")} value={attempt.terminal} />
        <Fact name={t("detail.bank_reference")} value={attempt.bank_reference} mono />
        <Fact name={t("detail.rrn")} value={attempt.rrn} mono />
        <Fact name={t("detail.started")}><Time at={attempt.created_at} /></Fact>
        {attempt.finished_at && <Fact name={t("detail.finished")}><Time at={attempt.finished_at} /></Fact>}
      </Facts>
    </>
  );
}
