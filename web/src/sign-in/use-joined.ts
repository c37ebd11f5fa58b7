import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { nameOrganisation } from "../api/client";
import { sessionQuery } from "../api/session";
import type { Session } from "../api/types";
import { forgetTokens } from "../app/fragment-token";

/** An invitation has been taken: on into the cabinet. */
export function useJoined(): (session: Session) => void {
  const queryClient = useQueryClient();
  const router = useRouter();
  return (session) => {
    forgetTokens();
    nameOrganisation(null);
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    void router.navigate({ href: "/", replace: true });
  };
}
