import { useQuery } from "@tanstack/react-query";
import { manualSystemsQuery } from "../api/manual-systems";
import type { PaymentDetail } from "../api/types";

/** Of the terminals that a payment's payer was sent to: those that are manual systems, by their ids, with their names. They are asked for
 *  only where a trip names no card: a trip to a bank does, sooner or later. */
export function useManualSystems({ attempts, livemode }: Pick<PaymentDetail, "attempts" | "livemode">): ReadonlyMap<string, string> {
  const cardless = attempts.filter(({ card }) => card == null).map(({ terminal }) => terminal);
  const { data } = useQuery({ ...manualSystemsQuery(livemode ? "live" : "test"), enabled: cardless.length > 0 });
  return new Map((data?.items ?? []).filter(({ id }) => cardless.includes(id)).map(({ id, name }) => [id, name]));
}
