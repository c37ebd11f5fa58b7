import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Invitation, InvitedTo } from "../api/people";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { permissionsText } from "./permissions-text";

/** An operator has no role to be invited to. */
export function useInvitationColumns(to: InvitedTo): Column<Invitation>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Invitation>[] => {
    const zoneHint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    const role = (row: Invitation) => (row.role === null ? "" : wordFor("role", row.role));
    return [
      { id: "email", header: t("people.email"), fixed: true, cell: (row) => row.email, text: (row) => row.email },
      ...(to === "platform" ? [] : [
        { id: "role", header: t("people.role"), cell: role, text: role },
        { id: "permissions", header: t("people.permissions"), cell: permissionsText, text: permissionsText },
      ]),
      { id: "state", header: t("invitations.state"), cell: (row) => <StatusMark group="invitation_state" code={row.state} />, text: (row) => wordFor("invitation_state", row.state) },
      { id: "created_at", header: t("invitations.created_at"), hint: zoneHint, cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
      { id: "expires_at", header: t("invitations.expires_at"), hint: zoneHint, cell: (row) => <Time at={row.expires_at} />, text: (row) => sortableTime(row.expires_at, zone) },
      { id: "invited_by", header: t("invitations.invited_by"), cell: (row) => row.invited_by, text: (row) => row.invited_by ?? "" },
    ];
  }, [t, language, zone, to]);
}
