import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { type OpenerProps, openerProps, openOnClick } from "./DataTable";
import styles from "./CardList.module.css";
import { useRowFocus } from "./useRowFocus";

interface Props<Row> {
  caption: string;
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  openKey: string | null;
  card: (row: Row, props: OpenerProps) => ReactNode;
  stale: boolean;
}

/** A list where there is no room for a table: on a phone. */
export function CardList<Row>({ caption, rows, keyOf, openKey, card, stale }: Props<Row>) {
  const focus = useRowFocus(rows?.map(keyOf) ?? [], openKey);
  if (rows === undefined) {
    return (
      <div className={styles.list} aria-hidden>
        {Array.from({ length: 9 }, (_, index) => (
          <div className={styles.item} key={index}>
            <Skeleton height={12} width="60%" radius="xl" />
            <Skeleton height={10} width="85%" mt={10} radius="xl" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <ul className={styles.list} aria-label={caption} aria-busy={stale} data-stale={stale || undefined} ref={focus.ref} onKeyDown={focus.onKeyDown} onFocus={focus.onFocus} onClick={openOnClick}>
      {rows.map((row) => {
        const key = keyOf(row);
        return (
          <li className={styles.item} key={key}>
            {card(row, openerProps(key, key === openKey, focus.tabStop))}
          </li>
        );
      })}
    </ul>
  );
}
