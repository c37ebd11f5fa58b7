import { queryOptions } from "@tanstack/react-query";
import type { Limit } from "./limits";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

/** A part of what an acquirer gives a merchant to speak to it with. */
export interface Credential {
  name: string;
  required: boolean;
  /** Typed as passwords are. */
  secret: boolean;
}

/** A bank or PSP that a terminal can be made at. */
export interface Acquirer {
  name: string;
  modes: string[];
  credentials: Credential[];
}

/** Per cent as decimal texts; the smallest fee as an amount of the currency. */
export interface Fee {
  currency: string;
  service_percent: string;
  bank_percent: string;
  total_percent: string;
  minimum: string;
}

export type FeeBody = Omit<Fee, "total_percent">;

export interface Terminal {
  terminal: string;
  acquirer: string;
  mode: Mode;
  kind: "ecom" | "aft" | "oct";
  name: string;
  description: string;
  status: "active" | "disabled" | "archived";
  stages: 1 | 2;
  at_deadline: "capture" | "release";
  deadline_hours: number | null;
  fee_returned: boolean;
  operations: string[];
  /** Each is "set": credentials are never shown. */
  credentials: Record<string, string>;
  callback_url: string;
  fees: Fee[];
  /** Its own. */
  limits: Limit[];
  created_at: string;
}

export interface TerminalChange {
  name?: string;
  description?: string;
  stages?: number;
  at_deadline?: string;
  deadline_hours?: number | null;
  operations?: string[];
  credentials?: Record<string, string>;
}

export interface NewTerminal extends TerminalChange {
  terminal: string;
  acquirer: string;
  mode: Mode;
  kind: string;
}

export interface Terminals {
  items: Terminal[];
  acquirers: Acquirer[];
}

/** Manual payment systems are kept among the terminals, but are none: they have a list of their own (api/manual-systems.ts). */
export const terminalsQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["terminals", mode],
    queryFn: async ({ signal }): Promise<Terminals> => {
      const { items, acquirers } = await get<Terminals>("/api/terminals", { mode }, signal);
      return { items: items.filter(({ acquirer }) => acquirer !== "manual"), acquirers: acquirers.filter(({ name }) => name !== "manual") };
    },
  });

const pathOf = (terminal: string) => `/api/terminals/${part(terminal)}`;

export const createTerminal = (body: NewTerminal) => post<Terminal>("/api/terminals", body);
export const changeTerminal = (terminal: string, body: TerminalChange) => post<Terminal>(pathOf(terminal), body);
export const copyTerminal = (terminal: string, body: { terminal: string; name: string }) => post<Terminal>(`${pathOf(terminal)}/copy`, body);

export function switchTerminal(terminal: string, status: Terminal["status"]): Promise<unknown> {
  return post(`${pathOf(terminal)}/status`, { status });
}

/** For operators alone. */
export function setFees(terminal: string, body: { fees: FeeBody[]; fee_returned?: boolean }): Promise<unknown> {
  return post(`${pathOf(terminal)}/fees`, body);
}
