import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/problem";
import { sessionQuery } from "../api/session";

const RETRIES_MAX = 2;

/** The whole cabinet's cache. `onSignedOut` is told when an answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (!(error instanceof ApiError) || error.status !== 401 || query.queryKey[0] === "session") return;
        client.setQueryData(sessionQuery.queryKey, null);
        onSignedOut();
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
