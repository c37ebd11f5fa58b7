import { useTranslation } from "react-i18next";
import type { Delivery, PostbackAttempt } from "../api/types";
import { formatDuration } from "../format/time";
import events from "../payments/Events.module.css";
import { Nothing } from "../ui/Section";
import { Time } from "../ui/Time";
import { acknowledges, isSuccess } from "./acknowledged";
import { failureWord } from "./failure";
import { SentRequest } from "./SentRequest";
import styles from "./Tries.module.css";

interface Props {
  delivery: Delivery;
  attempts: PostbackAttempt[];
  /** The event, where it is at hand: what our own format sends. */
  event?: unknown;
}

/** Every attempt, the newest first: what was sent, what came back. */
export function Tries({ delivery, attempts, event }: Props) {
  const { t } = useTranslation();
  if (attempts.length === 0) return <Nothing>{t("deliveries.no_attempts")}</Nothing>;
  return (
    <ol className={styles.tries}>
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.try}>
          <TryHead format={delivery.endpoint.format} attempt={attempt} />
          {attempt.answer !== "" && <pre className={`${events.answer} mono`} tabIndex={0} role="group" aria-label={t("detail.answer")}>{attempt.answer}</pre>}
          <SentRequest delivery={delivery} attempt={attempt} event={event} />
        </li>
      ))}
    </ol>
  );
}

function TryHead({ format, attempt }: { format: string; attempt: PostbackAttempt }) {
  const { t, i18n } = useTranslation();
  const good = acknowledges(format, attempt);
  const answer = () => {
    if (attempt.status == null) return attempt.error ? failureWord(attempt.error, t) : t("detail.no_answer");
    const status = t("detail.http_status", { status: attempt.status });
    return isSuccess(attempt.status) && !good ? t("deliveries.not_acknowledged", { status }) : status;
  };
  return (
    <div className={styles.head}>
      <span className={styles.place}>{attempt.attempt == null ? t("deliveries.resend_try") : t("detail.attempt", { number: attempt.attempt })}</span>
      <Time at={attempt.at} />
      <strong style={{ color: good ? "var(--tone-good)" : "var(--tone-bad)" }} title={attempt.error ?? undefined}>{answer()}</strong>
      <span className={styles.soft}>{formatDuration(attempt.duration_ms, i18n.language)}</span>
    </div>
  );
}
