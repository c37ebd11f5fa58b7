import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../api/journal";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Time } from "../ui/Time";
import { actionWord, subjectWord, whoText } from "./entry-words";

/** An entry in the list of a phone. */
export function EntryCard({ row, opener }: { row: JournalEntry; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.seq))} {...opener}>{actionWord(row.action)}</Link>
      <span className={styles.end}>{subjectWord(row.subject)}</span>
      <span className={styles.soft}><Time at={row.at} /></span>
      <span className={`${styles.soft} ${styles.end}`}>{whoText(row, t)}</span>
    </div>
  );
}
