import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { isZero } from "../format/money";
import { Amount } from "../ui/Amount";
import styles from "./Sums.module.css";

/** What was held, taken and given back. */
export function Sums({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const fields = ["authorised", "captured", "refunded"] as const;
  return (
    <dl className={styles.sums}>
      {fields.map((field) => (
        <div key={field}>
          <dt>{t(`payment.${field}`)}</dt>
          <dd><Amount amount={payment[field]} currency={payment.currency} dim={isZero(payment[field])} /></dd>
        </div>
      ))}
      <div>
        <dt>{t("payment.fee")}</dt>
        <dd>
          {payment.fee == null
            ? <span className={styles.later}>{t("payment.fee_later")}</span>
            : <Amount amount={payment.fee} currency={payment.currency} dim={isZero(payment.fee)} />}
        </dd>
      </div>
    </dl>
  );
}
