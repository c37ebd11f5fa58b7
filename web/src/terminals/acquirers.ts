// Banks and PSPs that a terminal can be made for, and what each wants to be given (functions/shared/acquirers).
import type { Mode } from "../api/types";

export interface Acquirer {
  name: string;
  modes: readonly Mode[];
  /** The names of its credentials. */
  credentials: readonly string[];
}

export const ACQUIRERS: readonly Acquirer[] = [
  { name: "sandbox-bank", modes: ["test"], credentials: ["base_url", "api_key", "callback_secret"] },
];

export const TERMINAL_KINDS = ["ecom", "aft", "oct"] as const;
export const TERMINAL_OPERATIONS = ["payment", "capture", "void", "refund"] as const;

export const acquirersIn = (mode: Mode) => ACQUIRERS.filter(({ modes }) => modes.includes(mode));

/** What credentials a terminal has or wants: those of its acquirer, and any that are set beyond them. */
export function credentialsOf(acquirer: string, set: Record<string, string>): string[] {
  const known = ACQUIRERS.find(({ name }) => name === acquirer)?.credentials ?? [];
  return [...new Set([...known, ...Object.keys(set)])];
}
