import { useTranslation } from "react-i18next";
import type { ManualTrip } from "../api/manual-payment";
import { formatDay } from "../format/day";
import { formatDecimal, formatMoney, isZero } from "../format/money";
import { useWords } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import styles from "./PaymentOfOrder.module.css";

/** What a manual payment comes to: estimated while it is open, fixed when it was confirmed; and by which rates. */
export function Terms({ trip }: { trip: ManualTrip }) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const terms = trip.settled ?? trip.estimate;
  if (terms === null || terms === undefined || trip.state === "rejected") return null;
  const { paid, commission, fixed_fee, income, rates } = terms;
  const settled = trip.state === "resolved";
  return (
    <div>
      <p className={styles.heading}>{t(settled ? "manual.settled" : "manual.estimate")}</p>
      <Facts>
        <Fact name={t(settled ? "manual.paid" : "manual.to_pay")}><Amount amount={paid.amount} currency={paid.currency} /></Fact>
        {!isZero(commission.amount) && <Fact name={t("manual.commission")}><Amount amount={commission.amount} currency={commission.currency} /></Fact>}
        {!isZero(fixed_fee.amount) && <Fact name={t("manual.fixed_fee")}><Amount amount={fixed_fee.amount} currency={fixed_fee.currency} /></Fact>}
        <Fact name={t("manual.income")}>
          {income === null
            ? <span className={styles.soft}>{t("manual.no_rate")}</span>
            : <strong><Amount amount={income.amount} currency={income.currency} /></strong>}
        </Fact>
      </Facts>
      {rates.length > 0 && (
        <ul className={styles.rates} aria-label={t("manual.rates")}>
          {rates.map((rate) => (
            <li key={`${rate.from}${rate.to}`}>
              {t("manual.rate", {
                one: formatMoney("1", rate.from, i18n.language),
                worth: `${formatDecimal(rate.rate, i18n.language)}\u00a0${rate.to}`,
                source: wordFor("rate_source", rate.source),
                day: formatDay(rate.day, i18n.language),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
