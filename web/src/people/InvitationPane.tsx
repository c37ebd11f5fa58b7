import { IconMailForward, IconMailOff, IconZoomQuestion } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invitation, type InvitedTo, resendInvitation, revokeInvitation } from "../api/people";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { permissionsText } from "./permissions-text";

interface Props {
  to: InvitedTo;
  id: string;
  invitation: Invitation | undefined;
  loading: boolean;
  onClose: () => void;
}

export function InvitationPane({ to, id, invitation, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={invitation?.email ?? t("invitations.one")} onClose={onClose}>
      {invitation !== undefined && <InvitationBody key={id} to={to} invitation={invitation} />}
      {invitation === undefined && loading && <Loading />}
      {invitation === undefined && !loading && <Message icon={IconZoomQuestion} title={t("invitations.not_found")} />}
    </Pane>
  );
}

function InvitationBody({ to, invitation }: { to: InvitedTo; invitation: Invitation }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <InvitationActions to={to} invitation={invitation} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("invitations.state")}><StatusMark group="invitation_state" code={invitation.state} /></Fact>
          <Fact name={t("people.email")} value={invitation.email} />
          {invitation.role !== null && <Fact name={t("people.role")}>{wordFor("role", invitation.role)}</Fact>}
          <Fact name={t("people.permissions")}>{permissionsText(invitation)}</Fact>
          <Fact name={t("invitations.invited_by")}>{invitation.invited_by}</Fact>
          <Fact name={t("invitations.created_at")}><Time at={invitation.created_at} /></Fact>
          <Fact name={t("invitations.expires_at")}><Time at={invitation.expires_at} /></Fact>
        </Facts>
      </Section>
    </>
  );
}

/** An accepted invitation has done its work. */
function InvitationActions({ to, invitation: { id, email, state } }: { to: InvitedTo; invitation: Invitation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<"resend" | "revoke" | null>(null);
  if (state !== "open" && state !== "expired") return null;
  const submit = async () => {
    await (asked === "resend" ? resendInvitation(to, id) : revokeInvitation(to, id));
    announce(t(asked === "resend" ? "invitations.resent" : "invitations.revoked"));
    void client.invalidateQueries({ queryKey: ["invitations"] });
  };
  return (
    <div className={tools.actions}>
      <ActionButton icon={IconMailForward} label={t("invitations.resend")} of={email} onClick={() => setAsked("resend")} />
      {state === "open" && <ActionButton icon={IconMailOff} label={t("invitations.revoke")} of={email} onClick={() => setAsked("revoke")} />}
      {asked !== null && (
        <ConfirmDialog title={`${t(`invitations.${asked}`)}: ${email}`} confirm={t(`invitations.${asked}`)} final={asked === "revoke"} submit={submit} onClose={() => setAsked(null)}>
          {t(`invitations.${asked}_text`)}
        </ConfirmDialog>
      )}
    </div>
  );
}
