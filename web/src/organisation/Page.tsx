import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tool } from "../list/Toolbar";
import styles from "./Page.module.css";

interface Props {
  title: string;
  tools?: ReactNode;
  refresh?: { busy: boolean; run: () => void };
  children: ReactNode;
}

/** A page that is no list: a heading with its tools, and what scrolls under it. */
export function Page({ title, tools, refresh, children }: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.page} aria-label={title}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{title}</h1>
        <span className={styles.spacer} />
        {tools}
        {refresh && <Tool label={t("action.refresh")} busy={refresh.busy} onClick={refresh.run}><IconRefresh size={16} aria-hidden /></Tool>}
      </header>
      <div className={styles.scroller}><div className={styles.column}>{children}</div></div>
    </section>
  );
}
