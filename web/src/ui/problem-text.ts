import type { TFunction } from "i18next";
import { ApiError } from "../api/problem";
import { knownWord } from "../i18n/words";

/** What happened, in the person's language; the API's own English only where nothing better is known. */
export function problemText(thrown: unknown, t: TFunction): string {
  if (!(thrown instanceof ApiError)) return t("problem.server");
  const known = knownWord("problem", thrown.code);
  if (known !== null) return known;
  if (thrown.status === 401) return t("problem.not_signed_in");
  if (thrown.status === 403) return t("problem.not_permitted");
  if (thrown.status === 429) return t("problem.too_many_requests");
  if (thrown.status >= 500) return t("problem.server");
  return thrown.detail ?? t("problem.unexpected");
}

export function requestIdOf(thrown: unknown): string | null {
  return thrown instanceof ApiError ? thrown.requestId : null;
}
