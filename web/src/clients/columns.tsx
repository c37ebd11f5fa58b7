import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Client } from "../api/clients";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Time } from "../ui/Time";
import { clientName } from "./picked";

export function useClientColumns(): Column<Client>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Client>[] => {
    const hint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    return [
      { id: "name", header: t("clients.name"), fixed: true, cell: (row) => clientName(row, t), text: (row) => clientName(row, t) },
      { id: "email", header: t("clients.email"), cell: (row) => row.email, text: (row) => row.email ?? "" },
      { id: "phone", header: t("clients.phone"), cell: (row) => row.phone, text: (row) => row.phone ?? "" },
      { id: "label", header: t("clients.label"), cell: (row) => row.label, text: (row) => row.label ?? "" },
      { id: "active_at", header: t("clients.active_at"), hint, cell: (row) => <Time at={row.active_at} />, text: (row) => sortableTime(row.active_at, zone) },
      { id: "number", header: t("clients.number"), end: true, cell: (row) => row.number, text: (row) => String(row.number) },
      { id: "language", header: t("clients.language"), extra: true, cell: (row) => wordFor("language", row.language), text: (row) => wordFor("language", row.language) },
      { id: "created_at", header: t("clients.created_at"), extra: true, hint, cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
    ];
  }, [t, language, zone]);
}
