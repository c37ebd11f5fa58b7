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
}

/** The organisation's journal, or the platform's. */
export type JournalOf = "organisation" | "platform";

const PATHS = { organisation: "/api/journal", platform: "/api/operator-journal" } as const;

export const journalQuery = (of: JournalOf, filter: JournalFilter & { limit: number; cursor?: string }) =>
  queryOptions({
    queryKey: ["journal", of, filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ items: JournalEntry[]; next: string | null }>(PATHS[of], filter, signal),
  });

export const exportJournal = (of: JournalOf, filter: JournalFilter) => getText(`${PATHS[of]}/export`, { ...filter, format: "csv" });
export const verifyJournal = (of: JournalOf) => post<Verification>(`${PATHS[of]}/verify`);
