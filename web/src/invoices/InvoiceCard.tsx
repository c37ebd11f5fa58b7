import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Invoice } from "../api/invoices";
import { openLink } from "../app/open";
import { clientName } from "../clients/picked";
import type { OpenerProps } from "../list/DataTable";
import { AttentionFlag } from "../payments/AttentionFlag";
import styles from "../payments/PaymentCard.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** An invoice in the list of a phone. */
export function InvoiceCard({ row, opener }: { row: Invoice; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Link {...openLink(String(row.number))} {...opener}>
        {t("invoices.numbered", { number: row.number })}
        {row.attention && <AttentionFlag code={row.attention} />}
      </Link>
      <strong className={styles.amount}><Amount {...row.amount} /></strong>
      <StatusMark group="invoice_status" code={row.status} />
      <span className={styles.end}>{clientName(row.client, t)}</span>
      <span className={styles.soft}>{t("invoices.expires")} <Time at={row.expires_at} /></span>
    </div>
  );
}
