import type { Limit } from "../api/limits";

/** There is one of each scope, terminal, currency and setter. */
export const keyOf = ({ scope, terminal, currency, set_by }: Limit) => `${scope}:${terminal ?? ""}:${currency}:${set_by}`;
