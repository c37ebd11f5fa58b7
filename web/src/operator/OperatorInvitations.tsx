import { InvitationsPage } from "../people/InvitationsPage";
import { InviteOperatorDialog } from "./InviteOperatorDialog";
import { OperatorsNav } from "./OperatorsNav";

/** Invitations among the operators of the platform. */
export function OperatorInvitations() {
  return <InvitationsPage to="platform" allowed nav={<OperatorsNav />} dialog={(close) => <InviteOperatorDialog onClose={close} />} />;
}
