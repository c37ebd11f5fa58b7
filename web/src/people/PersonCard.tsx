import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Member } from "../api/people";
import { openLink } from "../app/open";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** A person in the list of a phone. */
export function PersonCard({ row, opener }: { row: Member; opener: OpenerProps }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.id))} {...opener}>{row.name}</Link>
      <span className={styles.end}>{wordFor("role", row.role)}</span>
      <StatusMark group="standing" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{row.last_seen_at ? <Time at={row.last_seen_at} /> : t("people.never")}</span>
    </div>
  );
}
