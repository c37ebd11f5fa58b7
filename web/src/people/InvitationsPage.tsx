import { IconMailForward, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invitation, invitationsQuery } from "../api/people";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { NotPermitted } from "../organisation/NotPermitted";
import { useSigned } from "../shell/session-context";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useInvitationColumns } from "./invitation-columns";
import { InvitationCard } from "./InvitationCard";
import { InvitationPane } from "./InvitationPane";
import { InviteDialog } from "./InviteDialog";
import { MarkedInvitations } from "./MarkedInvitations";
import { PeopleNav } from "./PeopleNav";

/** Who has been asked to join, and what came of it. */
export function InvitationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("invitations.title"));
  const { session } = useSigned();
  const { open, close } = useOpen();
  const [inviting, setInviting] = useState(false);
  const allowed = may(session, "people");
  const query = useQuery({ ...invitationsQuery, enabled: allowed });
  const columns = useInvitationColumns();
  const picks = usePicks("invitations");
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);
  if (!allowed) return <NotPermitted />;
  const create = <AddButton icon={IconUserPlus} label={t("invitations.create")} onClick={() => setInviting(true)} />;
  return (
    <>
      <ListPage
        name="invitations"
        title={t("invitations.title")}
        caption={t("invitations.caption")}
        query={query}
        columns={columns}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <InvitationCard row={row} opener={props} />}
        cursor={undefined}
        filters={<><PeopleNav />{create}</>}
        picks={picks}
        marked={<MarkedInvitations picked={picked.filter(({ state }) => state === "open")} others={picked.filter(({ state }) => state !== "open").length} onUnmark={picks.clear} />}
        empty={() => <Message icon={IconMailForward} title={t("invitations.empty")} action={create}>{t("invitations.empty_text")}</Message>}
        pane={open !== null && <InvitationPane id={open} invitation={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

const keyOf = (row: Invitation) => String(row.id);
