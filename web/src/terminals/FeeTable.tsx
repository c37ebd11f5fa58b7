import { useTranslation } from "react-i18next";
import type { Fee } from "../api/terminals";
import { plainDecimal } from "../format/money";
import tables from "../payments/small-table.module.css";
import { Amount } from "../ui/Amount";
import { Fold } from "../ui/Fold";
import { Nothing } from "../ui/Section";

/** What a terminal costs: a line for each currency that it takes. */
export function FeeTable({ fees }: { fees: readonly Fee[] }) {
  const { t, i18n } = useTranslation();
  const percent = (value: string) => `${plainDecimal(value, i18n.language)}\u00a0%`;
  if (fees.length === 0) return <Nothing>{t("terminals.no_fees_hint")}</Nothing>;
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("terminals.currency")}</th>
            <th scope="col" data-end>{t("terminals.service_fee")}</th>
            <th scope="col" data-end>{t("terminals.bank_fee")}</th>
            <th scope="col" data-end>{t("terminals.total_fee")}</th>
            <th scope="col" data-end>{t("terminals.minimum_fee")}</th>
          </tr>
        </thead>
        <tbody>
          {fees.map((fee) => (
            <tr key={fee.currency}>
              <td>{fee.currency}</td>
              <td data-end>{percent(fee.service_percent)}</td>
              <td data-end>{percent(fee.bank_percent)}</td>
              <td data-end>{percent(fee.total_percent)}</td>
              <td data-end><Amount amount={fee.minimum} currency={fee.currency} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
