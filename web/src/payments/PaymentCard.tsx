import { Link, type LinkProps } from "@tanstack/react-router";
import type { PaymentRow } from "../api/types";
import { useTranslation } from "react-i18next";
import type { OpenerProps } from "../list/DataTable";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { AttentionFlag } from "./AttentionFlag";
import { CardMask } from "./CardMask";
import styles from "./PaymentCard.module.css";
import { StatusCell } from "./StatusCell";

/** A payment in the list of a phone. */
export function PaymentCard({ row, opener, link }: { row: PaymentRow; opener: OpenerProps; link: LinkProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...link} {...opener} aria-label={t("action.open_payment", { number: row.number })}>
        {t("payment.number")}{"\u00a0"}{row.number}
        {row.attention && <AttentionFlag code={row.attention} />}
      </Link>
      <strong className={styles.amount}><Amount amount={row.amount} currency={row.currency} /></strong>
      <StatusCell row={row} />
      <span className={styles.end}><StatusMark group="notice" code={row.notice} /></span>
      <span className={styles.soft}><Time at={row.created_at} /></span>
      <span className={`${styles.soft} ${styles.end}`}>
        {row.order ?? row.label ?? (row.card ? <CardMask mask={row.card.mask} /> : null)}
      </span>
    </div>
  );
}
