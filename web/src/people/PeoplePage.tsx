import { useMediaQuery } from "@mantine/hooks";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Member, peopleQuery } from "../api/people";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { NotPermitted } from "../organisation/NotPermitted";
import { useSigned } from "../shell/session-context";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useChangeable } from "./changeable";
import { usePeopleColumns } from "./columns";
import { InviteDialog } from "./InviteDialog";
import { MarkedPeople } from "./MarkedPeople";
import { PeopleNav } from "./PeopleNav";
import { PersonCard } from "./PersonCard";
import { PersonPane } from "./PersonPane";

/** Who may do what in the organisation. */
export function PeoplePage() {
  const { t } = useTranslation();
  usePageTitle(t("people.title"));
  const { session } = useSigned();
  const { open, close } = useOpen();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const [inviting, setInviting] = useState(false);
  const allowed = may(session, "people");
  const query = useQuery({ ...peopleQuery, enabled: allowed });
  const columns = usePeopleColumns();
  const changeable = useChangeable();
  const picks = usePicks("people");
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);
  if (!allowed) return <NotPermitted />;
  const ready = picked.filter(changeable);
  return (
    <>
      <ListPage
        name="people"
        title={t("people.title")}
        caption={t("people.caption")}
        query={query}
        columns={columns}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <PersonCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{!narrow && <PeopleNav />}<AddButton icon={IconUserPlus} label={t("invitations.create")} onClick={() => setInviting(true)} /></>}
        filterBar={narrow && <PeopleNav />}
        picks={picks}
        marked={<MarkedPeople picked={ready} others={picked.length - ready.length} onUnmark={picks.clear} />}
        empty={() => <Message icon={IconUsers} title={t("people.empty")}>{t("people.empty_text")}</Message>}
        pane={open !== null && <PersonPane id={open} person={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

const keyOf = (row: Member) => String(row.id);
