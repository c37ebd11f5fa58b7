import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Notification } from "../api/notifications";
import { sortableTime } from "../format/time";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Time } from "../ui/Time";
import { kindWord } from "./kind-word";
import { MarkRead } from "./MarkRead";
import { NotificationMark } from "./NotificationMark";
import { subjectWord } from "./subject-word";

export function useNotificationColumns(): Column<Notification>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  return useMemo<Column<Notification>[]>(() => [
    { id: "kind", header: t("notifications.kind"), fixed: true, cell: (row) => <NotificationMark row={row} />, text: (row) => kindWord(row.kind) },
    { id: "subject", header: t("notifications.subject"), cell: (row) => subjectWord(row.subject, t), text: (row) => subjectWord(row.subject, t) },
    { id: "created_at", header: t("notifications.time"), cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
    { id: "read", header: t("notifications.state"), cell: (row) => <MarkRead row={row} />, text: (row) => t(row.read ? "notifications.is_read" : "notifications.is_unread") },
    // i18n.language: the words change with it.
  ], [t, i18n.language, zone]);
}
