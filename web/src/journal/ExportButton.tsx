import { Button } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { exportJournal, type JournalFilter, type JournalOf } from "../api/journal";
import { downloadCsv } from "../list/download";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  of: JournalOf;
  filter: JournalFilter;
  filtered: boolean;
}

/** Everything that the filter lets through, as a file made by the desk: and that is journaled too. */
export function ExportButton({ of, filter, filtered }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const save = async () => downloadCsv(of === "platform" ? "platform-journal" : "journal", (await exportJournal(of, filter)).replace(/^\ufeff/, ""));
  return (
    <>
      <Button size="compact-xs" variant="default" leftSection={<IconFileExport size={14} aria-hidden />} aria-haspopup="dialog" onClick={() => setAsked(true)}>{t("journal.export")}</Button>
      {asked && (
        <ConfirmDialog title={t("journal.export")} confirm={t("journal.export_confirm")} submit={save} onClose={() => setAsked(false)}>
          {t(filtered ? "journal.export_filtered" : "journal.export_all")} {t("journal.export_text")}
        </ConfirmDialog>
      )}
    </>
  );
}
