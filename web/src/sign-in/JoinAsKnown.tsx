import { Button } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { acceptInvitation, type Invitation } from "../api/invitation";
import { sessionQuery } from "../api/session";
import { Callout } from "../ui/Callout";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import { InvitationFacts } from "./InvitationFacts";
import { useJoined } from "./use-joined";

/** For a person who has an account: they sign in first, so that nobody takes the invitation in their name. The token waits. */
export function JoinAsKnown({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const joined = useJoined();
  const session = useQuery(sessionQuery);
  const accepting = useMutation({ mutationFn: () => acceptInvitation(token, {}), meta: { ownSignIn: true }, onSuccess: joined });
  const toSignIn = () => void navigate({ to: "/sign-in", search: { back: "/invitation" } });
  const person = session.data?.person;
  const own = person?.email === invitation.email;
  return (
    <DoorPage title={t("invitation.title")}>
      <InvitationFacts invitation={invitation} />
      {accepting.isError && <ProblemCallout error={accepting.error} />}
      {person && own ? (
        <Button size="md" fullWidth loading={accepting.isPending || accepting.isSuccess} onClick={() => accepting.mutate()}>
          {t("invitation.accept_as", { name: person.name })}
        </Button>
      ) : (
        <>
          <Callout tone="progress" icon={IconInfoCircle} role="status">
            {t(person ? "invitation.other_person" : "invitation.sign_in_first", { email: invitation.email })}
          </Callout>
          <Button size="md" fullWidth loading={session.isLoading} onClick={toSignIn}>{t("sign_in.submit")}</Button>
        </>
      )}
    </DoorPage>
  );
}
