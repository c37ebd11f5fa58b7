import { useTranslation } from "react-i18next";
import type { Fee } from "../api/terminals";
import styles from "../organisation/page-tools.module.css";

/** A line for each currency that a terminal takes. */
export function FeeLines({ fees, text }: { fees: readonly Fee[]; text: (fee: Fee) => string }) {
  const { t } = useTranslation();
  if (fees.length === 0) return <span className={styles.soft} title={t("terminals.no_fees_hint")}>{t("terminals.no_fees")}</span>;
  return <>{fees.map((fee) => <span key={fee.currency} className={styles.lines}>{text(fee)}</span>)}</>;
}
