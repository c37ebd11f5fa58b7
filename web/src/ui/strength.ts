// How hard a password is to guess, as the server judges it too (functions/password-strength).

/** The least score that is taken: "normal". */
export const SCORE_MIN = 3;
export const LENGTH_MIN = 12;
export const SIZE_MAX_BYTES = 256;
/** Longer ones are judged by their beginning: judging takes longer than linear time. */
const JUDGED_MAX = 100;

export const STRENGTHS = ["very_weak", "weak", "nearly", "normal", "strong"] as const;
export type Strength = (typeof STRENGTHS)[number];

export type PasswordFault = "password_short" | "password_long" | "password_weak";

/** What the person is called by, whole and in parts: a password made of it is weak. */
export function inputsOf(known: (string | null | undefined)[]): string[] {
  const whole = known.flatMap((text) => (text ? [text.trim().toLowerCase()] : []));
  const parts = whole.flatMap((text) => text.split(/[\s@._+-]+/));
  return [...new Set([...whole, ...parts, "edgetill"])].filter((text) => text.length > 1);
}

export function lengthOf(password: string): number {
  return [...password].length;
}

/** What is wrong with a password, by what is known before it is sent. Without a score only its length is judged. */
export function passwordFault(password: string, score: number | null): PasswordFault | null {
  if (lengthOf(password) < LENGTH_MIN) return "password_short";
  if (new TextEncoder().encode(password).length > SIZE_MAX_BYTES) return "password_long";
  return score !== null && score < SCORE_MIN ? "password_weak" : null;
}

export type Judge = (password: string, inputs: string[]) => number;

/** The dictionaries are large: they are fetched when a password is first typed. */
export async function loadJudge(): Promise<Judge> {
  const { default: zxcvbn } = await import("zxcvbn");
  return (password, inputs) => zxcvbn(password.slice(0, JUDGED_MAX), inputs).score;
}
