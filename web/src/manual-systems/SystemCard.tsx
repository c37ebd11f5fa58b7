import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ManualSystem } from "../api/manual-systems";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { feesText } from "./fees-text";

/** A manual payment system in the list of a phone. */
export function SystemCard({ row, opener }: { row: ManualSystem; opener: OpenerProps }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(row.id)} {...opener}>{row.name}</Link>
      <span className={styles.end}>{feesText(row, t, i18n.language)}</span>
      <StatusMark group="standing" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{row.currencies.join(", ")}</span>
    </div>
  );
}
