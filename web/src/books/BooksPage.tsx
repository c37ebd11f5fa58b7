import { IconRefresh } from "@tabler/icons-react";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Tool } from "../list/Toolbar";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { usePageTitle } from "../ui/usePageTitle";
import { Balances } from "./Balances";
import { BooksCheck } from "./BooksCheck";
import styles from "./BooksPage.module.css";
import { Registers } from "./Registers";

const SHOWN = ["balances", "imbalances", "registers"];

/** Whose money is where, whether it adds up, and what banks say they have settled. */
export function BooksPage() {
  const { t } = useTranslation();
  usePageTitle(t("books.title"));
  const { mode } = useSigned();
  const client = useQueryClient();
  const fetching = useIsFetching({ predicate: ({ queryKey }) => SHOWN.includes(String(queryKey[0])) });
  const refresh = () => {
    for (const name of SHOWN) void client.invalidateQueries({ queryKey: [name] });
  };
  return (
    <section className={styles.page} aria-label={t("books.title")}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{t("books.title")}</h1>
        {mode === "test" && <TestBadge />}
        <span className={styles.spacer} />
        <Tool label={t("action.refresh")} busy={fetching > 0} onClick={refresh}><IconRefresh size={16} aria-hidden /></Tool>
      </header>
      <div className={styles.scroller}>
        <div className={styles.column}>
          <BooksCheck />
          <Balances />
          <Registers />
        </div>
      </div>
    </section>
  );
}
