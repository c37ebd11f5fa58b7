import { queryOptions } from "@tanstack/react-query";
import { nameOrganisation, rememberCsrfToken, send } from "./client";
import { ApiError } from "./problem";
import type { Session } from "./types";

/** The session, or null where nobody is signed in: that is an answer, not an error. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return remember(await send<Session>("GET", "/api/auth/session", { signal }));
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) return remember(null);
      throw thrown;
    }
  },
});

/** The password was right; the code of the second factor is awaited. */
export interface SecondStep {
  second_factor: string;
  challenge: string;
}

export function isSecondStep(answer: Session | SecondStep): answer is SecondStep {
  return "challenge" in answer;
}

export async function signIn(credentials: { login: string; password: string }): Promise<Session | SecondStep> {
  // Whoever comes in now may belong to another organisation than whoever left.
  nameOrganisation(null);
  const answer = await send<Session | SecondStep>("POST", "/api/auth/sign-in", { body: credentials });
  return isSecondStep(answer) ? answer : remember(answer);
}

/** `code`: six digits, or a recovery code. */
export async function signInBySecondFactor(step: { challenge: string; code: string }): Promise<Session> {
  return remember(await send<Session>("POST", "/api/auth/sign-in/second-factor", { body: step }));
}

export async function signOut(): Promise<void> {
  try {
    await send("POST", "/api/auth/sign-out");
  } finally {
    remember(null);
    nameOrganisation(null);
  }
}

/** Proves anew who one is: by the second factor's code where there is one, else by the password. */
export async function prove(proof: { code: string } | { password: string }): Promise<void> {
  await send("POST", "/api/auth/prove", { body: proof });
}

/** An operator leaves the organisation that they are in. */
export async function endVisit(slug: string): Promise<void> {
  await send("POST", `/api/organisations/${encodeURIComponent(slug)}/leave`);
}

export function remember<T extends Session | null>(session: T): T {
  rememberCsrfToken(session?.csrf_token ?? null);
  return session;
}
