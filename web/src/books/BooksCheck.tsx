import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { imbalancesQuery } from "../api/books";
import type { Imbalance } from "../api/types";
import { useWords } from "../i18n/words";
import tables from "../payments/small-table.module.css";
import { Callout } from "../ui/Callout";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Fold } from "../ui/Fold";
import styles from "./BooksPage.module.css";

/** One line: the books balance. Where they do not, what does not add up. */
export function BooksCheck() {
  const { t } = useTranslation();
  const query = useQuery(imbalancesQuery);
  const items = query.data?.items;
  if (items === undefined && query.isError) {
    return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  }
  return (
    <div className={styles.check}>
      {items === undefined && <Callout tone="progress" icon={IconClock} role="status">{t("books.checking")}</Callout>}
      {items?.length === 0 && <Callout tone="good" icon={IconCheck} title={t("books.balanced")} role="status">{t("books.balanced_text")}</Callout>}
      {items !== undefined && items.length > 0 && (
        <Callout tone="bad" icon={IconAlertTriangle} title={t("books.imbalances", { count: items.length })} role="alert">
          {t("books.imbalances_text")}
          <Imbalances items={items} />
        </Callout>
      )}
    </div>
  );
}

function Imbalances({ items }: { items: Imbalance[] }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("books.what")}</th>
            <th scope="col">{t("books.subject")}</th>
            <th scope="col" data-end>{t("books.is")}</th>
            <th scope="col" data-end>{t("books.should_be")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.what} ${item.subject}`}>
              <td>{wordFor("imbalance", item.what)}</td>
              <td className="mono">{item.subject}</td>
              <td data-end>{item.minor}</td>
              <td data-end>{item.expected_minor}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
