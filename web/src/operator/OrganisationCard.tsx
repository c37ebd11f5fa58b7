import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OrganisationRow } from "../api/operator";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** An organisation in the list of a phone. */
export function OrganisationCard({ row, opener }: { row: OrganisationRow; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(row.slug)} {...opener}>{row.name}</Link>
      <span className={styles.end}>{t("payment.number")}{"\u00a0"}{row.number}</span>
      <StatusMark group="standing" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{t("organisations.terminals", { count: row.terminals.length })}</span>
      <span className={styles.soft}><Time at={row.registered_at} /></span>
    </div>
  );
}
