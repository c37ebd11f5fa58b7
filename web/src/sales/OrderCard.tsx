import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Order } from "../api/orders";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { clientName } from "../clients/picked";

/** An order in the list of a phone. */
export function OrderCard({ row, opener }: { row: Order; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.number))} {...opener}>{t("sales.order_number", { number: row.number })}</Link>
      <strong className={styles.amount}><Amount amount={row.price.amount} currency={row.price.currency} /></strong>
      <StatusMark group="order_status" code={row.status} />
      <span className={styles.end}>{clientName(row.client, t)}</span>
      <span className={styles.soft}><Time at={row.opened_at} /></span>
      <span className={`${styles.soft} ${styles.end}`}>{row.title}</span>
    </div>
  );
}
