import { useTranslation } from "react-i18next";
import type { HandlerRequest } from "../api/types";
import { formatDuration } from "../format/time";
import { failureWord } from "../notices/failure";
import styles from "./Tester.module.css";

/** What the handler answered. */
export function TesterRequests({ requests }: { requests: HandlerRequest[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={styles.requests}>
      {requests.map((request, index) => (
        <li key={index}>
          <div className={styles.request}>
            {/* What each was is said in English alone; elsewhere their order tells. */}
            <span className={styles.soft}>{i18n.language === "en" && request.what ? request.what : t("tester.request", { number: index + 1 })}</span>
            <span>{answerOf(request)}</span>
            <span className={styles.soft}>{formatDuration(request.duration_ms, i18n.language)}</span>
          </div>
          {request.answer !== "" && <pre className={`${styles.answer} mono`} tabIndex={0} role="group" aria-label={t("detail.answer")}>{request.answer}</pre>}
        </li>
      ))}
    </ul>
  );

  function answerOf({ status, error }: HandlerRequest): string {
    if (status != null) return t("detail.http_status", { status });
    return error ? failureWord(error, t) : t("detail.no_answer");
  }
}
