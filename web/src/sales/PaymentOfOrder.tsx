import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ManualPayment } from "../api/manual-payment";
import { useWords } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { PaymentDecision } from "./PaymentDecision";
import styles from "./PaymentOfOrder.module.css";
import { Terms } from "./Terms";
import { Trip } from "./Trip";

/** One payment of an order: how it stands, what was said of it, what it comes to, and what can be done. */
export function PaymentOfOrder({ payment }: { payment: ManualPayment }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { number, amount, manual, system, money } = payment;
  return (
    <article className={styles.payment} aria-label={t("sales.payment_title", { number })}>
      <header className={styles.head}>
        <StatusMark group="manual_status" code={payment.status} filled />
        <strong><Amount amount={amount.amount} currency={amount.currency} /></strong>
        {system !== null && <span>{system.name}</span>}
        {money === "partially_refunded" && <span className={styles.soft}>{wordFor("status", money)}</span>}
        <span className={styles.spacer} />
        <Link to="/payments/$number" params={{ number: String(number) }}>{t("payment.title", { number })}</Link>
      </header>
      {manual === null ? <p className={styles.soft}><Time at={payment.created_at} /></p> : <Trip payment={payment} trip={manual} />}
      {manual !== null && <Terms trip={manual} />}
      <PaymentDecision payment={payment} />
    </article>
  );
}
