import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "../api/people";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { permissionsText } from "./permissions-text";

export function usePeopleColumns(): Column<Member>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Member>[] => {
    const zoneHint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    const secondFactor = (row: Member) => t(row.second_factor ? "people.second_factor_on" : "people.second_factor_off");
    return [
      { id: "name", header: t("people.name"), fixed: true, cell: (row) => row.name, text: (row) => row.name },
      { id: "role", header: t("people.role"), cell: (row) => wordFor("role", row.role), text: (row) => wordFor("role", row.role) },
      {
        id: "permissions",
        header: t("people.permissions"),
        cell: (row) => <span title={permissionsText(row)}>{permissionsText(row)}</span>,
        text: permissionsText,
      },
      { id: "status", header: t("people.status"), cell: (row) => <StatusMark group="standing" code={row.status} />, text: (row) => wordFor("standing", row.status) },
      { id: "second_factor", header: t("people.second_factor"), cell: secondFactor, text: secondFactor },
      {
        id: "last_seen_at",
        header: t("people.last_seen_at"),
        hint: zoneHint,
        cell: (row) => (row.last_seen_at ? <Time at={row.last_seen_at} /> : t("people.never")),
        text: (row) => (row.last_seen_at ? sortableTime(row.last_seen_at, zone) : ""),
      },
      { id: "login", header: t("people.login"), cell: (row) => row.login, text: (row) => row.login },
      { id: "email", header: t("people.email"), extra: true, cell: (row) => row.email, text: (row) => row.email ?? "" },
      { id: "phone", header: t("people.phone"), extra: true, cell: (row) => row.phone, text: (row) => row.phone ?? "" },
      { id: "joined_at", header: t("people.joined_at"), extra: true, hint: zoneHint, cell: (row) => <Time at={row.joined_at} />, text: (row) => sortableTime(row.joined_at, zone) },
    ];
  }, [t, language, zone]);
}
