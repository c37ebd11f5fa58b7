import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { isZero } from "../format/money";
import { Amount } from "../ui/Amount";
import styles from "./Sums.module.css";

const ALWAYS = ["authorised", "captured", "refunded"] as const;
/** Shown where there is something to show. */
const SOMETIMES = ["voided", "charged_back", "capturable", "refundable", "fee_returned"] as const;

/** What was held, taken and given back, and what is left to do so with. */
export function Sums({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const fields = [...ALWAYS, ...SOMETIMES.filter((field) => !isZero(payment[field]))];
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
