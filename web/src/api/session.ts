import { queryOptions } from "@tanstack/react-query";
import { api, csrfHeader, rememberCsrfToken, unwrap } from "./client";
import { ApiError } from "./problem";
import type { Session } from "./types";

/** The session, or null where nobody is signed in: that is an answer, not an error. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return remember(await unwrap(api.GET("/api/auth/session", { signal })));
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) return remember(null);
      throw thrown;
    }
  },
});

export async function signIn(credentials: { login: string; password: string }): Promise<Session> {
  const session = await unwrap(api.POST("/api/auth/sign-in", { body: credentials }));
  remember(session);
  return session;
}

export async function signOut(): Promise<void> {
  await unwrap(api.POST("/api/auth/sign-out", { params: { header: csrfHeader() } }));
  remember(null);
}

function remember<T extends Session | null>(session: T): T {
  rememberCsrfToken(session?.csrf_token ?? null);
  return session;
}
