import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../api/types";
import { eventWord } from "../i18n/event-word";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { Time } from "../ui/Time";
import { attemptsText } from "./attempts-text";
import { endpointName } from "./delivery-columns";
import { DeliveryState } from "./DeliveryState";
import { LastAnswer } from "./LastAnswer";

/** A delivery in the list of a phone. */
export function DeliveryCard({ row, opener, link }: { row: Delivery; opener: OpenerProps; link: LinkProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...link} {...opener}>{eventWord(row.event_type)}</Link>
      <span className={styles.end}>{row.number != null && <>{t("payment.number")}{"\u00a0"}{row.number}</>}</span>
      <DeliveryState delivery={row} />
      <span className={styles.end}><LastAnswer delivery={row} /></span>
      <span className={styles.soft}><Time at={row.created_at} /></span>
      <span className={`${styles.soft} ${styles.end}`}>{endpointName(row)} · {attemptsText(row)}</span>
    </div>
  );
}
