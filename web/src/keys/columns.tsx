import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../api/keys";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** What a secret key may do, in words; a widget's key does one thing alone. */
export function keyPermissions({ kind, permissions }: ApiKey): string {
  return kind === "widget" ? wordFor("key_kind_may", "widget") : permissions.map((one) => wordFor("key_permission", one)).join(", ");
}

export function useKeyColumns(): Column<ApiKey>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<ApiKey>[] => {
    const hint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    const time = (id: "created_at" | "expires_at" | "last_used_at" | "revoked_at", none: string, extra = false): Column<ApiKey> => ({
      id,
      header: t(`keys.${id}`),
      hint,
      extra,
      cell: (row) => (row[id] === null ? none : <Time at={row[id]} />),
      text: (row) => (row[id] === null ? "" : sortableTime(row[id], zone)),
    });
    return [
      { id: "name", header: t("keys.name"), fixed: true, cell: (row) => row.name || row.prefix, text: (row) => row.name },
      { id: "prefix", header: t("keys.prefix"), cell: (row) => <span className="mono">{row.prefix}</span>, text: (row) => row.prefix },
      { id: "kind", header: t("keys.kind"), cell: (row) => wordFor("key_kind", row.kind), text: (row) => wordFor("key_kind", row.kind) },
      { id: "state", header: t("keys.state"), cell: (row) => <StatusMark group="key_state" code={row.state} />, text: (row) => wordFor("key_state", row.state) },
      { id: "permissions", header: t("keys.permissions"), cell: (row) => <span title={keyPermissions(row)}>{keyPermissions(row)}</span>, text: keyPermissions },
      time("expires_at", t("keys.never_expires")),
      time("last_used_at", t("keys.never_used")),
      time("created_at", ""),
      time("revoked_at", "", true),
    ];
  }, [t, language, zone]);
}
