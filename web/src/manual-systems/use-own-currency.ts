import { useSigned } from "../shell/session-context";

/** The organisation's own currency, for fields to begin with. */
export function useOwnCurrency(): string {
  return useSigned().session.organisation?.currency ?? "RUB";
}
