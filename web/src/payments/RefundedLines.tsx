import { useTranslation } from "react-i18next";
import type { CartLine, RefundedLine } from "../api/types";
import { Amount } from "../ui/Amount";
import { Fold } from "../ui/Fold";
import tables from "./small-table.module.css";

/** What a refund gives back of the cart. */
export function RefundedLines({ lines, cart, currency }: { lines: RefundedLine[]; cart: CartLine[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <Fold>
      <table className={tables.table} aria-label={t("detail.refund_lines")}>
        <tbody>
          {lines.map(({ line, quantity, amount }) => (
            <tr key={line}>
              <td>{cart[line]?.name ?? t("detail.line", { number: line + 1 })}</td>
              <td data-end>{quantity}</td>
              <td data-end><Amount amount={amount} currency={currency} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
