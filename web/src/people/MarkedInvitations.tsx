import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invitation, type InvitedTo, resendInvitation, revokeInvitation } from "../api/people";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";

interface Props {
  to: InvitedTo;
  /** Those of the marked that are open. */
  picked: readonly Invitation[];
  others: number;
  onUnmark: () => void;
}

const DOES = { resend: resendInvitation, revoke: revokeInvitation };

/** What can be done with several invitations at once. */
export function MarkedInvitations({ to, picked, others, onUnmark }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asked, setAsked] = useState<keyof typeof DOES | null>(null);
  return (
    <>
      <MarkedBar count={picked.length + others} onUnmark={onUnmark}>
        {(["resend", "revoke"] as const).map((one) => (
          <Button key={one} size="compact-xs" variant="default" aria-haspopup="dialog" disabled={picked.length === 0} onClick={() => setAsked(one)}>{t(`invitations.${one}`)}</Button>
        ))}
        {others > 0 && <span>{t("invitations.others", { count: others })}</span>}
      </MarkedBar>
      {asked !== null && (
        <MarkedDialog
          title={`${t(`invitations.${asked}`)}: ${t("marked.count", { count: picked.length })}`}
          items={picked}
          nameOf={({ email }) => email}
          confirm={t(`invitations.${asked}`)}
          final={asked === "revoke"}
          each={async ({ id }) => void (await DOES[asked](to, id))}
          onChanged={() => void client.invalidateQueries({ queryKey: ["invitations"] })}
          onClose={() => setAsked(null)}
        >
          {t(`invitations.${asked}_text`)}
        </MarkedDialog>
      )}
    </>
  );
}
