import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Rate } from "../api/rates";
import { openLink } from "../app/open";
import { formatDay } from "../format/day";
import { formatDecimal } from "../format/money";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";

/** A rate in the list of a phone. */
export function RateCard({ row, opener, link }: { row: Rate; opener: OpenerProps; link: string }) {
  const { i18n } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.card}>
      <Link {...openLink(link)} {...opener}>{row.base} / {row.quote}</Link>
      <strong className={`${styles.amount} figures`}>{formatDecimal(row.rate, i18n.language)}</strong>
      <span className={styles.soft}>{wordFor("rate_source", row.source)}</span>
      <span className={`${styles.soft} ${styles.end}`}>{formatDay(row.day, i18n.language)}</span>
    </div>
  );
}
