// Letters carry their token in the address's fragment, which is sent to no server. It is taken out of the address at once,
// so that it stays in no history, and kept while the page is.
import { type ParsedLocation, redirect } from "@tanstack/react-router";

const kept = new Map<string, string>();

/** For the `beforeLoad` of a page that a letter leads to. */
export function takeToken({ pathname, hash }: ParsedLocation): { token: string | null } {
  if (hash !== "") {
    kept.set(pathname, hash);
    throw redirect({ href: pathname, replace: true });
  }
  return { token: kept.get(pathname) ?? null };
}

/** Tokens work once. */
export function forgetTokens(): void {
  kept.clear();
}
