import { useTranslation } from "react-i18next";
import { formatDecimal } from "../format/money";
import styles from "./Amount.module.css";

interface Props {
  amount: string;
  currency: string;
  /** A sum of which nothing is worth noticing: zero refunded, say. */
  dim?: boolean;
}

/** An amount is never shown without its currency. */
export function Amount({ amount, currency, dim = false }: Props) {
  const { i18n } = useTranslation();
  return (
    <span className={styles.amount} data-dim={dim || undefined}>
      {formatDecimal(amount, i18n.language)}
      {"\u00a0"}
      <span className={styles.currency}>{currency}</span>
    </span>
  );
}
