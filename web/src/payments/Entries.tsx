import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "../api/types";
import { accountWord, useWords } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { Fold } from "../ui/Fold";
import { Nothing } from "../ui/Section";
import { Time } from "../ui/Time";
import tables from "./small-table.module.css";

/** Ledger entries, movement by movement. */
export function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  if (entries.length === 0) return <Nothing>{t("detail.no_entries")}</Nothing>;
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("detail.account")}</th>
            <th scope="col" data-end>{t("payment.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {movementsOf(entries).map(([movement, parts]) => (
            <Fragment key={movement}>
              {parts[0] && (
                <tr className={tables.group}>
                  <td>{wordFor("movement_kind", parts[0].kind)}</td>
                  <td data-end><Time at={parts[0].at} /></td>
                </tr>
              )}
              {parts.map((entry, index) => (
                <tr key={index}>
                  <td>{accountWord(entry.account)}</td>
                  <td data-end><Amount amount={entry.amount} currency={entry.currency} /></td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className={tables.soft} style={{ margin: "0.5rem 0 0", fontSize: "0.75rem" }}>{t("detail.balanced")}</p>
    </Fold>
  );
}

function movementsOf(entries: Entry[]): [string, Entry[]][] {
  const movements = new Map<string, Entry[]>();
  for (const entry of entries) {
    const movement = String(entry.movement);
    movements.set(movement, [...(movements.get(movement) ?? []), entry]);
  }
  return [...movements];
}
