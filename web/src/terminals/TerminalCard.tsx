import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Terminal } from "../api/terminals";
import { openLink } from "../app/open";
import { plainDecimal } from "../format/money";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";

/** A terminal in the list of a phone. */
export function TerminalCard({ row, opener }: { row: Terminal; opener: OpenerProps }) {
  const { i18n } = useTranslation();
  const wordFor = useWords();
  const fees = row.fees.map(({ currency, total_percent }) => `${currency} ${plainDecimal(total_percent, i18n.language)}\u00a0%`).join(", ");
  return (
    <div className={styles.card}>
      <Link {...openLink(row.terminal)} {...opener}>{row.name}</Link>
      <span className={styles.end}>{fees}</span>
      <StatusMark group="standing" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{wordFor("acquirer", row.acquirer)} · {row.terminal}</span>
    </div>
  );
}
