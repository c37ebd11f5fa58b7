import { Link } from "@tanstack/react-router";
import type { Offer } from "../api/offers";
import { openLink } from "../app/open";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";

/** An offer in the list of a phone. */
export function OfferCard({ row, opener }: { row: Offer; opener: OpenerProps }) {
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.number))} {...opener}>{row.title}</Link>
      <strong className={styles.amount}><Amount {...row.price} /></strong>
      <StatusMark group="offer_status" code={row.status} />
      <span className={`${styles.soft} ${styles.end}`}>{row.systems.map(({ name }) => name).join(", ")}</span>
    </div>
  );
}
