import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { balancesQuery } from "../api/books";
import type { Balance } from "../api/types";
import { isZero } from "../format/money";
import { accountWord, knownWord } from "../i18n/words";
import tables from "../payments/small-table.module.css";
import { useSigned } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { Nothing, Section } from "../ui/Section";
import styles from "./BooksPage.module.css";
import { Loaded } from "./Loaded";
import { byCurrency } from "./by-currency";

/** What is on each account of the ledger in this mode, and what the account is for. */
export function Balances() {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const query = useQuery(balancesQuery(mode));
  return (
    <Section title={t("books.balances")}>
      <Loaded query={query}>
        {(items) => (items.length === 0
          ? <Nothing>{t("books.no_balances")}</Nothing>
          : byCurrency(items).map(([currency, rows]) => <CurrencyTable key={currency} rows={rows} currency={currency} />))}
      </Loaded>
    </Section>
  );
}

function CurrencyTable({ rows, currency }: { rows: Balance[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <table className={`${tables.table} ${styles.currency}`} aria-label={`${t("books.balances")}, ${currency}`}>
      <thead>
        <tr>
          <th scope="col">{t("detail.account")}</th>
          <th scope="col" data-end>{t("books.balance")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.account}>
            <td>
              {accountWord(row.account)}
              <div className={styles.meaning}>{knownWord("account_meaning", row.account.split(":")[0] ?? "")}</div>
            </td>
            <td data-end className={styles.amount}><Amount amount={row.amount} currency={row.currency} dim={isZero(row.amount)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
