import { useMediaQuery } from "@mantine/hooks";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { useAnnounce } from "../ui/Announcer";
import { ErrorMessage } from "../ui/ErrorMessage";
import { CardList } from "./CardList";
import type { Column } from "./column";
import { DataTable, type OpenerProps } from "./DataTable";
import { matching, useFinding } from "./finding";
import { FindRow } from "./FindRow";
import styles from "./ListPage.module.css";
import { NothingShown } from "./NothingShown";
import { OutdatedPage } from "./OutdatedPage";
import { Toolbar } from "./Toolbar";
import type { Picks } from "./picks";
import { useColumns } from "./useColumns";
import { type Pager, usePager } from "./usePager";
import { useStored } from "./useStored";
import "./print.css";

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
  /** Rows on a page; a list that comes whole has neither pages nor a choice of their size. */
  limit?: number;
  onLimit?: (limit: number) => void;
  filters?: ReactNode;
  /** Fields that narrow the list down, in a row of their own. */
  filterBar?: ReactNode;
  /** Where several rows can be chosen; on a phone they cannot. */
  picks?: Picks | undefined;
  /** What can be done with those that are chosen: a bar of its own, while any is. */
  marked?: ReactNode;
  /** Rows of one group stand together, under its heading. */
  groupOf?: (row: Row) => string;
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
  const all = query.data?.items;
  const finding = useFinding();
  const rows = useMemo(() => (all === undefined ? undefined : matching(all, columns, finding.words)), [all, columns, finding.words]);
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
    if (all?.length === 0) return props.empty(pager);
    if (rows?.length === 0) return <NothingShown onClear={() => finding.setWords(null)} />;
    if (narrow) return <CardList {...table} card={props.card} />;
    return <DataTable {...table} columns={choice.shown} opener={props.opener} roomy={roomy} picks={props.picks} groupOf={props.groupOf} />;
  };

  return (
    <div className={styles.page} data-open={openKey !== null || undefined}>
      <section className={styles.list} aria-label={props.title}>
        <Toolbar
          name={props.name}
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
          finding={finding}
        />
        {props.filterBar}
        {finding.words !== null && <FindRow finding={finding} found={rows?.length ?? 0} of={all?.length ?? 0} />}
        {!narrow && props.marked}
        <div className={styles.scroller} ref={scroller} data-print={rows !== undefined || undefined}>
          {body()}
          {rows !== undefined && rows.length > 0 && <div data-noprint>{props.foot?.(pager)}</div>}
        </div>
      </section>
      {props.pane}
    </div>
  );
}
