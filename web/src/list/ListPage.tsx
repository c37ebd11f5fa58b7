import { useMediaQuery } from "@mantine/hooks";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { useAnnounce } from "../ui/Announcer";
import { ErrorMessage } from "../ui/ErrorMessage";
import { CardList } from "./CardList";
import type { Column } from "./column";
import { DataTable, type OpenerProps } from "./DataTable";
import styles from "./ListPage.module.css";
import { OutdatedPage } from "./OutdatedPage";
import { Toolbar } from "./Toolbar";
import type { Picks } from "./picks";
import { useColumns } from "./useColumns";
import { type Pager, usePager } from "./usePager";
import { useStored } from "./useStored";

interface Page<Row> {
  items: Row[];
  next?: string | null;
}

interface Props<Row> {
  /** Names the settings of this list in the browser. */
  name: string;
  title: string;
  caption: string;
  query: UseQueryResult<Page<Row>>;
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  openKey: string | null;
  opener: (row: Row, props: OpenerProps, children: ReactNode) => ReactNode;
  card: (row: Row, props: OpenerProps) => ReactNode;
  cursor: string | undefined;
  limit: number;
  onLimit: (limit: number) => void;
  filters?: ReactNode;
  /** Fields that narrow the list down, in a row of their own. */
  filterBar?: ReactNode;
  /** Where several rows can be chosen; on a phone they cannot. */
  picks?: Picks | undefined;
  /** In place of rows, and after the last of them. */
  empty: (pager: Pager) => ReactNode;
  foot?: (pager: Pager) => ReactNode;
  pane: ReactNode;
}

/** A list with its toolbar, the detail of the open row beside it, and whatever it shows instead of rows. */
export function ListPage<Row>(props: Props<Row>) {
  const { query, columns, keyOf, openKey, cursor, caption } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const choice = useColumns(props.name, columns);
  const [roomy, setRoomy] = useStored("edgetill.roomy", (stored) => stored === true);
  const pager = usePager(cursor, query.data?.next);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = query.data?.items;
  const stale = query.isPlaceholderData;

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [cursor, props.limit]);

  const count = stale ? undefined : rows?.length;
  useEffect(() => {
    if (count !== undefined) announce(t("list.rows", { count }));
  }, [count, cursor, announce, t]);

  const table = { caption, rows, keyOf, openKey, stale };
  const body = () => {
    if (query.isError && rows === undefined) {
      const outdated = pager.toNewest !== null && query.error instanceof ApiError && query.error.status === 422;
      if (outdated) return <OutdatedPage toNewest={pager.toNewest} />;
      return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    }
    if (rows?.length === 0) return props.empty(pager);
    if (narrow) return <CardList {...table} card={props.card} />;
    return <DataTable {...table} columns={choice.shown} opener={props.opener} roomy={roomy} picks={props.picks} />;
  };

  return (
    <div className={styles.page} data-open={openKey !== null || undefined}>
      <section className={styles.list} aria-label={props.title}>
        <Toolbar
          title={props.title}
          filters={props.filters}
          query={query}
          rows={rows ?? []}
          choice={choice}
          pager={pager}
          limit={props.limit}
          onLimit={props.onLimit}
          roomy={roomy}
          onRoomy={setRoomy}
          narrow={narrow}
        />
        {props.filterBar}
        <div className={styles.scroller} ref={scroller}>
          {body()}
          {rows !== undefined && rows.length > 0 && props.foot?.(pager)}
        </div>
      </section>
      {props.pane}
    </div>
  );
}
