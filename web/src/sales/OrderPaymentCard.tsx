import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OrderPayment } from "../api/orders";
import { openLink } from "../app/open";
import { clientName } from "../clients/picked";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** A payment of an order, in the list of a phone. */
export function OrderPaymentCard({ row, opener }: { row: OrderPayment; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.number))} {...opener}>{t("sales.payment_title", { number: row.number })}</Link>
      <strong className={styles.amount}><Amount amount={row.amount.amount} currency={row.amount.currency} /></strong>
      <StatusMark group="manual_status" code={row.status} />
      <span className={styles.end}>{clientName(row.order.client, t)}</span>
      <span className={styles.soft}><Time at={row.created_at} /></span>
      <span className={`${styles.soft} ${styles.end}`}>{row.system?.name}</span>
    </div>
  );
}
