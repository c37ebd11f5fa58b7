import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, getText, post } from "./plain";

export interface JournalEntry {
  seq: number;
  at: string;
  actor: { kind: string; id: string | number | null; name: string | null };
  /** From where: empty where nobody came over the network, or where it has been erased by rule. */
  address: string | null;
  agent: string | null;
  action: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  detail: Record<string, unknown> | null;
  sealed: boolean;
}

export interface JournalFilter {
  from?: string;
  to?: string;
  actor?: string;
  action?: string;
  subject?: string;
  q?: string;
}

export interface Verification {
  entries: number;
  sealed: number;
  unsealed: number;
  verified_to: number;
  ok: boolean;
  first_bad: null | { seq: number; what: string };
  erased_origins: number;
  anchor: { seq: number; at: string } | null;
  next: string | null;
}

/** The organisation's journal, or the platform's. */
export type JournalOf = "organisation" | "platform";

const PATHS = { organisation: "/api/journal", platform: "/api/journal/platform" } as const;

export const journalQuery = (of: JournalOf, filter: JournalFilter & { limit: number; cursor?: string }) =>
  queryOptions({
    queryKey: ["journal", of, filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: JournalEntry[]; next: string | null }>(PATHS[of], filter, signal),
  });

export const exportJournal = (of: JournalOf, filter: JournalFilter) => getText(`${PATHS[of]}/export`, { ...filter, format: "csv" });
/** Verifies all of it: a call verifies some thousands of entries, and the next goes on where it ended. */
export async function verifyJournal(of: JournalOf): Promise<Verification> {
  let cursor: string | undefined;
  for (;;) {
    const found: Verification = await post<Verification>(`${PATHS[of]}/verify`, { cursor });
    if (found.next === null) return found;
    cursor = found.next;
  }
}
