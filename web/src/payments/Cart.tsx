import { useTranslation } from "react-i18next";
import type { CartLine } from "../api/types";
import { Amount } from "../ui/Amount";
import { Fold } from "../ui/Fold";
import tables from "./small-table.module.css";

export function Cart({ lines, currency }: { lines: CartLine[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("detail.cart_name")}</th>
            <th scope="col" data-end>{t("detail.cart_price")}</th>
            <th scope="col" data-end>{t("detail.cart_quantity")}</th>
            <th scope="col" data-end>{t("detail.cart_sum")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>{line.name}</td>
              <td data-end><Amount amount={line.price} currency={currency} /></td>
              <td data-end>{String(line.quantity)}</td>
              <td data-end><Amount amount={line.sum} currency={currency} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
