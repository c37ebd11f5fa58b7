import { api, unwrap } from "./client";
import type { Mode } from "./types";

/** The file that a payer gave with a manual payment. */
export function fetchReceipt(mode: Mode, number: number): Promise<Blob> {
  const untyped = api as unknown as { GET: (path: string, init: object) => Promise<{ data?: Blob; error?: unknown; response: Response }> };
  return unwrap(untyped.GET(`/api/manual-payments/${number}/receipt`, { params: { query: { mode } }, parseAs: "blob", headers: { Accept: "*/*" } }));
}
