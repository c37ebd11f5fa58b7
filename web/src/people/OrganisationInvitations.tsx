import { may } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { InvitationsPage } from "./InvitationsPage";
import { InviteDialog } from "./InviteDialog";
import { PeopleNav } from "./PeopleNav";

/** Invitations into the organisation. */
export function OrganisationInvitations() {
  const { session } = useSigned();
  return <InvitationsPage to="organisation" allowed={may(session, "people")} nav={<PeopleNav />} dialog={(close) => <InviteDialog onClose={close} />} />;
}
