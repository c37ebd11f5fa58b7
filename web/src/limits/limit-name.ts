import type { Limit } from "../api/limits";
import { wordFor } from "../i18n/words";

/** "Terminal bank-1, RUB": what is limited. */
export function limitName({ scope, terminal, currency }: Pick<Limit, "terminal" | "currency"> & { scope: string }): string {
  const of = terminal === null ? "" : ` ${terminal}`;
  return `${wordFor("limit_scope", scope)}${of}, ${currency}`;
}
