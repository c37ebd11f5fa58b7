import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../ui/Announcer";
import { toCsv } from "./csv";
import { downloadCsv } from "./download";
import { Tool } from "./Toolbar";
import type { ColumnChoice } from "./useColumns";

interface Props<Row> {
  /** The list's name: the file is called by it. */
  name: string;
  choice: ColumnChoice<Row>;
  rows: readonly Row[];
  /** On a phone nothing is printed. */
  narrow: boolean;
}

/** What is shown, as a file and on paper: the rows and columns as they stand. */
export function Takeaway<Row>({ name, choice, rows, narrow }: Props<Row>) {
  const { t, i18n } = useTranslation();
  const announce = useAnnounce();
  const none = rows.length === 0;
  const save = () => {
    downloadCsv(name, toCsv(choice.shown, rows, t("payment.currency"), i18n.language));
    announce(t("list.rows_saved", { count: rows.length }));
  };
  return (
    <>
      <Tool label={t("list.save_csv")} onClick={none ? null : save}><IconDownload size={16} aria-hidden /></Tool>
      {!narrow && <Tool label={t("list.print")} onClick={none ? null : () => window.print()}><IconPrinter size={16} aria-hidden /></Tool>}
    </>
  );
}
