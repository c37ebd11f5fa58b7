import { useTranslation } from "react-i18next";
import type { ManualTrip } from "../api/manual-payment";
import { formatDay } from "../format/day";
import small from "../payments/small-table.module.css";
import { Amount } from "../ui/Amount";
import styles from "./PaymentOfOrder.module.css";

interface Props {
  trip: ManualTrip;
  final: NonNullable<ManualTrip["final"]>;
}

/** What was said beside what was confirmed: what a person has corrected stands out. */
export function Corrections({ trip, final }: Props) {
  const { t, i18n } = useTranslation();
  const priced = final.price.amount !== trip.price.amount || final.price.currency !== trip.price.currency;
  const dated = final.paid_on !== trip.paid_on;
  const mark = (corrected: boolean) => (corrected ? { className: styles.corrected, title: t("manual.corrected") } : {});
  return (
    <table className={small.table}>
      <thead>
        <tr>
          <th scope="col">{t("manual.what")}</th>
          <th scope="col">{t("manual.as_said")}</th>
          <th scope="col">{t("manual.as_confirmed")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className={small.soft}>{t("manual.price")}</td>
          <td><Amount amount={trip.price.amount} currency={trip.price.currency} dim={priced} /></td>
          <td {...mark(priced)}><Amount amount={final.price.amount} currency={final.price.currency} /></td>
        </tr>
        <tr>
          <td className={small.soft}>{t("manual.paid_on")}</td>
          <td className={dated ? small.soft : undefined}>{formatDay(trip.paid_on, i18n.language)}</td>
          <td {...mark(dated)}>{formatDay(final.paid_on, i18n.language)}</td>
        </tr>
      </tbody>
    </table>
  );
}
