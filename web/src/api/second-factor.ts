import { send } from "./client";

/** What an authenticator app is given: once. */
export interface SecondFactorSecret {
  /** Base32. */
  secret: string;
  /** otpauth:// */
  uri: string;
}

export interface RecoveryCodes {
  recovery_codes: string[];
}

export function beginSecondFactor(): Promise<SecondFactorSecret> {
  return send("POST", "/api/auth/second-factor/begin");
}

export function confirmSecondFactor(code: string): Promise<RecoveryCodes> {
  return send("POST", "/api/auth/second-factor/confirm", { body: { code } });
}

export async function disableSecondFactor(): Promise<void> {
  await send("POST", "/api/auth/second-factor/disable");
}

/** The codes before them are worth nothing any more. */
export function newRecoveryCodes(): Promise<RecoveryCodes> {
  return send("POST", "/api/auth/second-factor/recovery-codes");
}
