import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { registersQuery } from "../api/books";
import type { Register } from "../api/types";
import tables from "../payments/small-table.module.css";
import { Fold } from "../ui/Fold";
import { Nothing, Section } from "../ui/Section";
import { Time } from "../ui/Time";
import styles from "./BooksPage.module.css";
import { Differences } from "./Differences";
import { DifferencesToggle } from "./DifferencesToggle";
import { Loaded } from "./Loaded";

const COLUMNS = 7;

/** What banks have settled, day by day. A register with lines that differ can be opened to them. */
export function Registers() {
  const { t } = useTranslation();
  const query = useQuery(registersQuery);
  return (
    <Section title={t("books.registers")} {...(query.data && { count: query.data.items.length })}>
      <p className={styles.lead}>{t("books.registers_text")}</p>
      <Loaded query={query}>
        {(items) => (items.length === 0 ? <Nothing>{t("books.no_registers")}</Nothing> : <RegisterTable items={items} />)}
      </Loaded>
    </Section>
  );
}

function RegisterTable({ items }: { items: Register[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("books.day")}</th>
            <th scope="col">{t("books.differing")}</th>
            <th scope="col" data-end>{t("books.lines")}</th>
            <th scope="col">{t("callbacks.terminal")}</th>
            <th scope="col">{t("books.register")}</th>
            <th scope="col" data-end>{t("books.pages")}</th>
            <th scope="col">{t("callbacks.received_at")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const key = `${item.terminal}:${item.register}`;
            const id = `differences-${key}`;
            return (
              <Fragment key={key}>
                <tr>
                  <td className="figures" style={{ whiteSpace: "nowrap" }}>{item.day}</td>
                  <td><DifferencesToggle register={item} id={id} open={open === key} onToggle={() => setOpen(open === key ? null : key)} /></td>
                  <td data-end>{item.lines}</td>
                  <td>{item.terminal}</td>
                  <td className="mono">{item.register}</td>
                  <td data-end>
                    {item.pages_received === item.pages ? item.pages : t("books.pages_of", { received: item.pages_received, all: item.pages })}
                  </td>
                  <td><Time at={item.received_at} /></td>
                </tr>
                {open === key && (
                  <tr className={tables.wide} id={id}>
                    <td colSpan={COLUMNS} className={styles.inside}><Differences terminal={item.terminal} register={item.register} /></td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </Fold>
  );
}
