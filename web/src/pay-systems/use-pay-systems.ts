import { useQuery } from "@tanstack/react-query";
import { type ManualSystem, manualSystemsQuery } from "../api/manual-systems";
import type { PaySystem } from "../api/offers";
import { type Terminal, terminalsQuery } from "../api/terminals";
import type { Mode } from "../api/types";

/** A way to pay that can be allowed, and whether it takes a currency. */
export interface Way extends PaySystem {
  /** `converted`: a manual system that is paid in another currency. */
  takes: (currency: string) => "yes" | "no" | "converted";
  /** Of a manual system: what is paid where a currency is not supported. */
  instead: string;
}

export interface Ways {
  ways: Way[];
  loading: boolean;
  error: unknown;
}

/** Everything that payers can be let choose among: active terminals for payers' cards, and active manual systems. */
export function usePaySystems(mode: Mode): Ways {
  const terminals = useQuery(terminalsQuery(mode));
  const manual = useQuery(manualSystemsQuery(mode));
  const ways = [
    ...(terminals.data?.items ?? []).filter(({ kind, status }) => kind === "ecom" && status === "active").map(ofTerminal),
    ...(manual.data?.items ?? []).filter(({ status }) => status === "active").map(ofManual),
  ];
  return { ways, loading: terminals.isPending || manual.isPending, error: terminals.error ?? manual.error };
}

function ofTerminal({ terminal, name, status, fees }: Terminal): Way {
  return { id: terminal, name, status, kind: "acquirer", instead: "", takes: (currency) => (fees.some((fee) => fee.currency === currency) ? "yes" : "no") };
}

function ofManual({ id, name, status, currencies, transaction_currency }: ManualSystem): Way {
  return { id, name, status, kind: "manual", instead: transaction_currency, takes: (currency) => (currencies.includes(currency) ? "yes" : "converted") };
}
