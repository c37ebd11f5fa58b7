import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/problem";
import { sessionQuery } from "../api/session";

const RETRIES_MAX = 2;

declare module "@tanstack/react-query" {
  interface Register {
    /** `ownSignIn`: whoever asks says by itself that a sign-in is needed. */
    mutationMeta: { ownSignIn?: boolean };
  }
}

interface Doors {
  /** An answer says that the session is over. */
  onSignedOut: () => void;
  /** The organisation has come to demand a second factor, and the person has none. */
  onSecondFactorDemanded: () => void;
}

/** The session is another than when it was asked for, or allows other things: what is shown must follow. */
const CHANGED = new Set(["permission_missing", "organisation_refused", "second_factor_required", "csrf_token_wrong"]);

/** The whole cabinet's cache. */
export function createQueryClient({ onSignedOut, onSecondFactorDemanded }: Doors): QueryClient {
  const heed = (error: unknown) => {
    if (!(error instanceof ApiError)) return;
    if (error.code === "not_signed_in") {
      client.setQueryData(sessionQuery.queryKey, null);
      onSignedOut();
    }
    if (CHANGED.has(error.code)) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    if (error.code === "second_factor_required") onSecondFactorDemanded();
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== sessionQuery.queryKey[0]) heed(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.ownSignIn) heed(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only a lost connection or a stumbling server is asked again.
        retry: (failures, error) => failures < RETRIES_MAX && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
  return client;
}
