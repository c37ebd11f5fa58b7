// One switch for the cabinet: live or test money. It stays in the address; the last choice is remembered.
import type { Mode, Session } from "../api/types";

const STORAGE_KEY = "edgetill.mode";

export function modesOf(session: Session): Mode[] {
  return (["live", "test"] as const).filter((mode) => (session.modes as string[]).includes(mode));
}

/** What to show where the address does not say: the last choice, else live money where there is any. */
export function modeAtFirst(session: Session): Mode {
  const modes = modesOf(session);
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage is switched off.
  }
  return modes.find((mode) => mode === stored) ?? modes[0] ?? "test";
}

export function rememberMode(mode: Mode): void {
  try {
    localStorage.setItem(STORAGE_KEY, mode);
  } catch {
    // The address keeps it anyway.
  }
}
