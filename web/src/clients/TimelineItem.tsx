import { IconCircleDot, IconFileInvoice, IconNote, IconShoppingCart } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "../api/clients";
import { actorWord, useWords } from "../i18n/words";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Timeline.module.css";

const ICONS = { note: IconNote, order_opened: IconShoppingCart, order_status: IconCircleDot, invoice_sent: IconFileInvoice };

/** One thing that happened with a client. */
export function TimelineItem({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const Icon = ICONS[entry.kind as keyof typeof ICONS] ?? IconCircleDot;
  const said = (): ReactNode => {
    if (entry.kind === "note") return <p className={styles.note}>{entry.text}</p>;
    const order = entry.order === null ? null : <Link to="/sales/orders" search={{ open: String(entry.order) }}>{t("sales.order_title", { number: entry.order })}</Link>;
    return (
      <div className={styles.change}>
        <span>{wordFor("timeline_kind", entry.kind)}</span>
        {order}
        {entry.kind === "order_status" && entry.before !== null && <><StatusMark group="order_status" code={entry.before} /><span aria-hidden>→</span></>}
        {entry.kind === "order_status" && entry.after !== null && <StatusMark group="order_status" code={entry.after} />}
        {entry.text && <p className={styles.note}>{entry.text}</p>}
      </div>
    );
  };
  return (
    <li className={styles.entry}>
      <Icon size={16} stroke={1.7} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        {said()}
        <div className={styles.soft}><Time at={entry.at} />{entry.actor !== "system" && <> · {actorWord(entry.actor, t)}</>}</div>
      </div>
    </li>
  );
}
