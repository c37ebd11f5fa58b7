import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { differencesQuery } from "../api/books";
import { PaymentLink } from "../callbacks/columns";
import { useWords } from "../i18n/words";
import tables from "../payments/small-table.module.css";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Loaded } from "./Loaded";

/** The lines of a register that differ from what we booked, and how. */
export function Differences({ terminal, register }: { terminal: string; register: string }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const query = useQuery(differencesQuery(terminal, register));
  return (
    <Loaded query={query}>
      {(items) => (
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t("books.difference")}</th>
              <th scope="col">{t("callbacks.kind")}</th>
              <th scope="col" data-end>{t("callbacks.amount")}</th>
              <th scope="col" data-end>{t("books.bank_fee")}</th>
              <th scope="col">{t("callbacks.payment")}</th>
              <th scope="col">{t("callbacks.reference")}</th>
              <th scope="col">{t("detail.bank_operation")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <tr key={`${line.bank_operation} ${line.kind}`}>
                <td><StatusMark group="difference" code={line.outcome} /></td>
                <td>{wordFor("register_kind", line.kind)}</td>
                <td data-end><Amount amount={line.amount} currency={line.currency} /></td>
                <td data-end><Amount amount={line.fee} currency={line.currency} /></td>
                <td><PaymentLink number={line.number} /></td>
                <td className="mono">{line.reference}</td>
                <td className="mono">{line.bank_operation}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Loaded>
  );
}
