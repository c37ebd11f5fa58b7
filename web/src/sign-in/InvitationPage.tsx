import { Loader } from "@mantine/core";
import { IconMailX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { invitationQuery } from "../api/invitation";
import { ApiError } from "../api/problem";
import { Callout } from "../ui/Callout";
import { ErrorMessage } from "../ui/ErrorMessage";
import { DoorPage } from "./DoorPage";
import { JoinAsKnown } from "./JoinAsKnown";
import { JoinAsNew } from "./JoinAsNew";

/** What a person is invited to, and how they take it. */
export function InvitationPage() {
  const token = useRouteContext({ from: "/invitation", select: (context) => context.token });
  return token === null ? <Over text="invitation.no_token" /> : <Invited key={token} token={token} />;
}

function Invited({ token }: { token: string }) {
  const { t } = useTranslation();
  const query = useQuery({ ...invitationQuery(token), staleTime: Infinity });
  if (query.error instanceof ApiError && query.error.code === "token_over") return <Over text="invitation.over" />;
  if (query.data === undefined) {
    return (
      <DoorPage title={t("invitation.title")}>
        {query.isError ? <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} /> : <Loader size="sm" aria-label={t("list.loading")} />}
      </DoorPage>
    );
  }
  return query.data.known ? <JoinAsKnown token={token} invitation={query.data} /> : <JoinAsNew token={token} invitation={query.data} />;
}

function Over({ text }: { text: "invitation.no_token" | "invitation.over" }) {
  const { t } = useTranslation();
  return (
    <DoorPage title={t("invitation.title")}>
      <Callout tone="attention" icon={IconMailX} role="alert">{t(text)}</Callout>
    </DoorPage>
  );
}
