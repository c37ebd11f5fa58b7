import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Operator } from "../api/operator";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** An operator in the list of a phone. */
export function OperatorCard({ row, opener }: { row: Operator; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.id))} {...opener}>{row.name}</Link>
      <span className={styles.end}>{row.login}</span>
      <StatusMark group="standing" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{row.last_seen_at ? <Time at={row.last_seen_at} /> : t("people.never")}</span>
    </div>
  );
}
