import { ApiError } from "../api/problem";

/** A password or code was looked at and is not the right one: it is said at the field. */
export function isWrongProof(thrown: unknown): boolean {
  return thrown instanceof ApiError && thrown.status === 401 && thrown.code !== "not_signed_in" && thrown.code !== "challenge_over";
}
