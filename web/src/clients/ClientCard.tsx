import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Client } from "../api/clients";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Time } from "../ui/Time";
import { clientName } from "./picked";

/** A client in the list of a phone. */
export function ClientCard({ row, opener }: { row: Client; opener: OpenerProps }) {
  const { t } = useTranslation();
  const contact = [row.email, row.phone].find((one) => one && one !== clientName(row, t));
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.number))} {...opener}>{clientName(row, t)}</Link>
      <span className={`${styles.soft} ${styles.end}`}>{row.label}</span>
      <span className={styles.soft}>{contact}</span>
      <span className={`${styles.soft} ${styles.end}`}><Time at={row.active_at} /></span>
    </div>
  );
}
