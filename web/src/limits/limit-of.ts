import type { Limit, LimitOf } from "../api/limits";
import type { Mode } from "../api/types";

/** Which limit is meant, as the API is told. */
export function limitOf({ scope, terminal, currency }: Pick<Limit, "scope" | "terminal" | "currency">, mode: Mode): LimitOf {
  return { mode, scope, currency, ...(terminal !== null && { terminal }) };
}
