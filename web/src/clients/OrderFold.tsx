import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Order } from "../api/orders";
import { OrderPayments } from "../sales/OrderBody";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./History.module.css";

/** An order in a line, which opens to its payments. */
export function OrderFold({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.fold} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={15} aria-hidden className={styles.arrow} />
        <span className={styles.number}>{t("sales.order_number", { number: order.number })}</span>
        <StatusMark group="order_status" code={order.status} />
        <span className={styles.title}>{order.title}</span>
        <strong><Amount amount={order.price.amount} currency={order.price.currency} /></strong>
        <span className={styles.soft}><Time at={order.opened_at} /></span>
      </summary>
      {open && <OrderPayments order={order} />}
    </details>
  );
}
