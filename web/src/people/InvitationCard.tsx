import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Invitation } from "../api/people";
import { openLink } from "../app/open";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** An invitation in the list of a phone. */
export function InvitationCard({ row, opener }: { row: Invitation; opener: OpenerProps }) {
  useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.id))} {...opener}>{row.email}</Link>
      <span className={styles.end}>{row.role !== null && wordFor("role", row.role)}</span>
      <StatusMark group="invitation_state" code={row.state} />
      <span className={`${styles.soft} ${styles.end}`}><Time at={row.created_at} /></span>
    </div>
  );
}
