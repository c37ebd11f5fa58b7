import type { Acquirer, Credential } from "../api/terminals";
import type { Mode } from "../api/types";

export const TERMINAL_KINDS = ["ecom", "aft", "oct"] as const;
export const TERMINAL_OPERATIONS = ["payment", "capture", "void", "refund"] as const;

/** Those that have terminals in a mode. */
export const acquirersIn = (acquirers: readonly Acquirer[] | undefined, mode: Mode) => (acquirers ?? []).filter(({ modes }) => modes.includes(mode));

/** What credentials a terminal has or wants: those of its acquirer, and any that are set beyond them. */
export function credentialsOf(acquirers: readonly Acquirer[] | undefined, acquirer: string, set: Record<string, string>): Credential[] {
  const known = acquirers?.find(({ name }) => name === acquirer)?.credentials ?? [];
  const others = Object.keys(set).filter((name) => !known.some((one) => one.name === name));
  return [...known, ...others.map((name) => ({ name, required: false, secret: true }))];
}
