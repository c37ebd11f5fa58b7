import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Operator } from "../api/operator";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

export function useOperatorColumns(): Column<Operator>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Operator>[] => {
    const secondFactor = (row: Operator) => t(row.second_factor ? "people.second_factor_on" : "people.second_factor_off");
    return [
      { id: "name", header: t("people.name"), fixed: true, cell: (row) => row.name, text: (row) => row.name },
      { id: "login", header: t("people.login"), cell: (row) => row.login, text: (row) => row.login },
      { id: "email", header: t("people.email"), cell: (row) => row.email, text: (row) => row.email ?? "" },
      { id: "status", header: t("people.status"), cell: (row) => <StatusMark group="standing" code={row.status} />, text: (row) => wordFor("standing", row.status) },
      { id: "second_factor", header: t("people.second_factor"), cell: secondFactor, text: secondFactor },
      {
        id: "last_seen_at",
        header: t("people.last_seen_at"),
        hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
        cell: (row) => (row.last_seen_at ? <Time at={row.last_seen_at} /> : t("people.never")),
        text: (row) => (row.last_seen_at ? sortableTime(row.last_seen_at, zone) : ""),
      },
    ];
  }, [t, language, zone]);
}
