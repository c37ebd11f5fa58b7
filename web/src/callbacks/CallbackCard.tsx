import { Link, type LinkProps } from "@tanstack/react-router";
import type { CallbackRow } from "../api/types";
import { useTranslation } from "react-i18next";
import { callbackWord } from "../i18n/callback-word";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** A callback in the list of a phone. */
export function CallbackCard({ row, opener, link }: { row: CallbackRow; opener: OpenerProps; link: LinkProps }) {
  useTranslation();
  return (
    <div className={styles.card}>
      <Link {...link} {...opener}>{callbackWord(row.kind)}</Link>
      <strong className={styles.amount}>
        {row.amount != null && row.currency != null && <Amount amount={row.amount} currency={row.currency} />}
      </strong>
      <StatusMark group="outcome" code={row.outcome} />
      <span className={`${styles.soft} ${styles.end}`}>{row.terminal}</span>
      <span className={styles.soft}><Time at={row.received_at} /></span>
    </div>
  );
}
