import { useTranslation } from "react-i18next";
import tables from "../payments/small-table.module.css";
import { Fold } from "../ui/Fold";
import type { Change } from "./changes";
import styles from "./ChangeTable.module.css";
import { fieldWord } from "./entry-words";

/** Before and after, side by side. */
export function ChangeTable({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  return (
    <Fold>
      <table className={`${tables.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t("journal.field")}</th>
            <th scope="col">{t("journal.before")}</th>
            <th scope="col">{t("journal.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" title={field}>{fieldWord(field)}</th>
              <td className={before === null ? styles.none : styles.before}>{before === null ? t("journal.was_not") : shown(before, t("journal.empty_value"))}</td>
              <td className={after === null ? styles.none : styles.after}>{after === null ? t("journal.is_not") : shown(after, t("journal.empty_value"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}

const shown = (text: string, empty: string) => (text === "" ? empty : text);
