import { Skeleton } from "@mantine/core";
import { Fragment, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./column";
import styles from "./DataTable.module.css";
import { PickBox } from "./PickBox";
import type { Picks } from "./picks";
import { useRowFocus } from "./useRowFocus";

export interface OpenerProps {
  className: string;
  tabIndex: number;
  "data-opener": string;
  "aria-current": "true" | undefined;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  openKey: string | null;
  /** The link that opens a row. It stands in the first column and takes the focus for the whole row. */
  opener: (row: Row, props: OpenerProps, children: ReactNode) => ReactNode;
  roomy: boolean;
  /** Where several rows can be chosen. */
  picks?: Picks | undefined;
  /** Rows of one group stand together, under its heading. */
  groupOf?: ((row: Row) => string) | undefined;
  /** What is shown is of another page, while the asked-for one is on its way. */
  stale: boolean;
}

const SKELETON_ROWS = 24;

export function DataTable<Row>({ caption, columns, rows, keyOf, openKey, opener, roomy, picks, groupOf, stale }: Props<Row>) {
  const { t } = useTranslation();
  const keys = rows?.map(keyOf) ?? [];
  const focus = useRowFocus(keys, openKey);
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.target instanceof HTMLElement ? event.target.dataset["opener"] : undefined;
    if (event.key !== " " || picks === undefined || key === undefined) return focus.onKeyDown(event);
    event.preventDefault();
    picks.toggle(key);
  };
  return (
    <table className={styles.table} data-roomy={roomy || undefined} data-stale={stale || undefined} aria-busy={rows === undefined || stale}>
      <caption className={styles.caption}>{caption}</caption>
      <thead>
        <tr>
          {picks && (
            <th scope="col" data-noprint>
              <PickBox label={t("list.pick_all")} checked={keys.length > 0 && keys.every((key) => picks.keys.has(key))} onToggle={() => picks.toggleAll(keys)} />
            </th>
          )}
          {columns.map((column) => (
            <th key={column.id} scope="col" data-end={column.end || undefined} title={column.hint}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      {rows === undefined ? (
        <SkeletonRows columns={columns.length + (picks ? 1 : 0)} />
      ) : (
        <tbody ref={focus.ref} onKeyDown={onKeyDown} onFocus={focus.onFocus} onClick={openOnClick}>
          {rows.map((row, index) => {
            const key = keyOf(row);
            const group = groupOf?.(row);
            const before = rows[index - 1];
            const begins = group !== undefined && (before === undefined || groupOf?.(before) !== group);
            return (
              <Fragment key={key}>
                {begins && <tr className={styles.group}><th scope="colgroup" colSpan={columns.length + (picks ? 1 : 0)}>{group}</th></tr>}
                <tr data-open={key === openKey || undefined}>
                  {picks && <td data-noprint><PickBox inRow label={t("list.pick")} checked={picks.keys.has(key)} onToggle={() => picks.toggle(key)} /></td>}
                  {columns.map((column, index) => (
                    <td key={column.id} data-end={column.end || undefined}>
                      {index === 0 ? opener(row, openerProps(key, key === openKey, focus.tabStop), column.cell(row)) : column.cell(row)}
                    </td>
                  ))}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      )}
    </table>
  );
}

export function openerProps(key: string, open: boolean, tabStop: string | undefined): OpenerProps {
  return {
    className: styles.opener ?? "",
    tabIndex: key === tabStop ? 0 : -1,
    "data-opener": key,
    "aria-current": open ? "true" : undefined,
  };
}

/** The whole row is a target for the mouse, unless text is being selected or something of its own was hit. */
export function openOnClick(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.target.closest("a, button, input")) return;
  if (window.getSelection()?.toString()) return;
  event.target.closest("tr, li")?.querySelector<HTMLElement>("[data-opener]")?.click();
}

function SkeletonRows({ columns }: { columns: number }) {
  return (
    <tbody aria-hidden>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <tr key={row}>
          {Array.from({ length: columns }, (_, column) => (
            <td key={column}>
              <Skeleton height={10} width={`${45 + ((row * 7 + column * 13) % 45)}%`} radius="xl" />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
