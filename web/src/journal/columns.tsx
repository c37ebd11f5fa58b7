import { IconClock, IconLock } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../api/journal";
import { sortableTime, zoneOffset } from "../format/time";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Time } from "../ui/Time";
import { changesOf } from "./changes";
import { actionWord, fieldWord, subjectWord, whoText } from "./entry-words";

export function useJournalColumns(): Column<JournalEntry>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<JournalEntry>[] => {
    const fields = (row: JournalEntry) => changesOf(row).map(({ field }) => fieldWord(field)).join(", ");
    return [
      {
        id: "at",
        header: t("journal.at"),
        hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
        fixed: true,
        cell: (row) => <Time at={row.at} />,
        text: (row) => sortableTime(row.at, zone),
      },
      { id: "who", header: t("journal.who"), cell: (row) => whoText(row, t), text: (row) => whoText(row, t) },
      { id: "action", header: t("journal.action"), cell: (row) => <span title={row.action}>{actionWord(row.action)}</span>, text: (row) => actionWord(row.action) },
      { id: "subject", header: t("journal.subject"), cell: (row) => <span title={row.subject}>{subjectWord(row.subject)}</span>, text: (row) => subjectWord(row.subject) },
      { id: "changed", header: t("journal.changed"), cell: (row) => <span title={fields(row)}>{fields(row)}</span>, text: fields },
      { id: "address", header: t("journal.address"), cell: (row) => <span className="mono">{row.address}</span>, text: (row) => row.address ?? "" },
      { id: "sealed", header: t("journal.seal"), hint: t("journal.seal_hint"), cell: (row) => <Seal sealed={row.sealed} />, text: (row) => t(row.sealed ? "journal.sealed" : "journal.unsealed") },
      { id: "agent", header: t("journal.agent"), extra: true, cell: (row) => <span title={row.agent ?? ""}>{row.agent}</span>, text: (row) => row.agent ?? "" },
      { id: "seq", header: t("journal.seq"), extra: true, end: true, cell: (row) => row.seq, text: (row) => String(row.seq) },
    ];
  }, [t, language, zone]);
}

/** Whether the entry is in the chain already. */
export function Seal({ sealed }: { sealed: boolean }) {
  const { t } = useTranslation();
  const Icon = sealed ? IconLock : IconClock;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: "0.3rem", color: `var(--tone-${sealed ? "good" : "neutral"})` }}>
      <Icon size={13} stroke={2} aria-hidden />{t(sealed ? "journal.sealed" : "journal.unsealed")}
    </span>
  );
}
