import { useTranslation } from "react-i18next";
import type { Postback, PostbackAttempt } from "../api/types";
import { formatDuration } from "../format/time";
import { CopyButton } from "../ui/CopyButton";
import { Fact, Facts } from "../ui/Facts";
import { Fold } from "../ui/Fold";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";
import tables from "./small-table.module.css";

/** What the merchant's server was told, with every attempt and the start of what it answered. */
export function Postbacks({ postbacks }: { postbacks: Postback[] }) {
  const { t } = useTranslation();
  if (postbacks.length === 0) return <Nothing>{t("detail.no_postbacks")}</Nothing>;
  return (
    <ol className={styles.events}>
      {postbacks.map((postback) => (
        <li key={`${postback.endpoint.id}:${postback.postback_id}`}>
          <div className={styles.head}>
            <strong className="mono">{postback.event_type}</strong>
            <StatusMark group="postback_state" code={postback.state} />
            <span className={styles.soft}>{t("detail.attempts_made", { count: postback.attempts_made })}</span>
          </div>
          <div className={`${styles.soft} mono`} style={{ overflowWrap: "anywhere" }}>
            {postback.endpoint.url} <CopyButton value={postback.endpoint.url} what="URL" />
          </div>
          <div className={`${styles.soft} mono`}>
            {postback.postback_id} <CopyButton value={postback.postback_id} what="ID" />
          </div>
          {postback.next_attempt_at && (
            <Facts><Fact name={t("detail.next_attempt")}><Time at={postback.next_attempt_at} /></Fact></Facts>
          )}
          {postback.attempts.length > 0 && <AttemptTable attempts={postback.attempts} />}
        </li>
      ))}
    </ol>
  );
}

function AttemptTable({ attempts }: { attempts: PostbackAttempt[] }) {
  return (
    <Fold>
      <table className={tables.table}>
        <tbody>
          {attempts.map((attempt) => <AttemptRow key={attempt.attempt} attempt={attempt} />)}
        </tbody>
      </table>
    </Fold>
  );
}

function AttemptRow({ attempt }: { attempt: PostbackAttempt }) {
  const { t, i18n } = useTranslation();
  const accepted = attempt.status != null && attempt.status >= 200 && attempt.status < 300;
  return (
    <>
      <tr>
        <td className={tables.soft}>{attempt.attempt}</td>
        <td><Time at={attempt.at} /></td>
        <td style={{ color: accepted ? "var(--tone-good)" : "var(--tone-bad)", fontWeight: 550, whiteSpace: "nowrap" }}>
          {attempt.status == null ? t("detail.no_answer") : t("detail.http_status", { status: attempt.status })}
        </td>
        <td data-end className={tables.soft}>{attempt.duration_ms == null ? "" : formatDuration(attempt.duration_ms, i18n.language)}</td>
      </tr>
      {(attempt.error || attempt.answer) && (
        <tr className={tables.wide}>
          <td />
          <td colSpan={3}>
            {attempt.error && <div style={{ color: "var(--tone-bad)" }}>{attempt.error}</div>}
            {attempt.answer && <pre className={`${styles.answer} mono`} aria-label={t("detail.answer")}>{attempt.answer}</pre>}
          </td>
        </tr>
      )}
    </>
  );
}
