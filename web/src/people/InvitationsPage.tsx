import { useMediaQuery } from "@mantine/hooks";
import { IconMailForward, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invitation, type InvitedTo, invitationsQuery } from "../api/people";
import { openLink, useOpen } from "../app/open";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { NotPermitted } from "../organisation/NotPermitted";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useInvitationColumns } from "./invitation-columns";
import { InvitationCard } from "./InvitationCard";
import { InvitationPane } from "./InvitationPane";
import { MarkedInvitations } from "./MarkedInvitations";

interface Props {
  to: InvitedTo;
  allowed: boolean;
  /** The pages beside this one. */
  nav: ReactNode;
  /** The window in which somebody is invited. */
  dialog: (close: () => void) => ReactNode;
}

/** Who has been asked to join, and what came of it. */
export function InvitationsPage({ to, allowed, nav, dialog }: Props) {
  const { t } = useTranslation();
  usePageTitle(t("invitations.title"));
  const { open, close } = useOpen();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const [inviting, setInviting] = useState(false);
  const query = useQuery({ ...invitationsQuery(to), enabled: allowed });
  const columns = useInvitationColumns(to);
  const picks = usePicks(to);
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);
  if (!allowed) return <NotPermitted />;
  const create = <AddButton icon={IconUserPlus} label={t("invitations.create")} onClick={() => setInviting(true)} />;
  return (
    <>
      <ListPage
        name={to === "platform" ? "operator-invitations" : "invitations"}
        title={t("invitations.title")}
        caption={t("invitations.caption")}
        query={query}
        columns={columns}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <InvitationCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{!narrow && nav}{create}</>}
        filterBar={narrow && nav}
        picks={picks}
        marked={<MarkedInvitations to={to} picked={picked.filter(({ state }) => state === "open")} others={picked.filter(({ state }) => state !== "open").length} onUnmark={picks.clear} />}
        empty={() => <Message icon={IconMailForward} title={t("invitations.empty")} action={create}>{t("invitations.empty_text")}</Message>}
        pane={open !== null && <InvitationPane to={to} id={open} invitation={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {inviting && dialog(() => setInviting(false))}
    </>
  );
}

const keyOf = (row: Invitation) => String(row.id);
