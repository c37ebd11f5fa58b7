import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Delivery, PostbackAttempt } from "../api/types";
import { Code } from "../ui/Code";
import { Fact, Facts } from "../ui/Facts";
import { pretty, sentAt } from "./sent";
import styles from "./Tries.module.css";

interface Props {
  delivery: Delivery;
  attempt: PostbackAttempt;
  event: unknown;
}

/** What was sent at an attempt; folded, because it is long and seldom looked at. */
export function SentRequest({ delivery, attempt, event }: Props) {
  const { t } = useTranslation();
  const { to, subject, headers, body } = sentAt(attempt);
  if (to === null) return null;
  return (
    <details className={styles.sent}>
      <summary>{t("deliveries.request")}</summary>
      <div>
        <Facts>
          <Fact name={t("endpoints.address")} value={to} mono />
          <Fact name={t("deliveries.subject")} value={subject} />
        </Facts>
        {headers.length > 0 && (
          <table className={`${styles.headers} mono`} aria-label={t("deliveries.headers")}>
            <tbody>{headers.map(([name, value]) => <tr key={name}><td>{name}</td><td>{value}</td></tr>)}</tbody>
          </table>
        )}
        {body !== null && <Code label={t("deliveries.body")} text={body} />}
        {body === null && event !== undefined && <Code label={t("deliveries.body")} text={pretty(event)} />}
        {body === null && event === undefined && (
          <p style={{ margin: "0.35rem 0 0" }}>
            <Link
              to="/notices/deliveries/$endpoint/$event"
              params={{ endpoint: String(delivery.endpoint.id), event: delivery.postback_id }}
              preload={false}
            >
              {t("deliveries.body_is_event")}
            </Link>
          </p>
        )}
      </div>
    </details>
  );
}
