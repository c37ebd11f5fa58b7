import { useCallback } from "react";
import type { Limit } from "../api/limits";
import { isOperator } from "../app/operator";
import { useSigned } from "../shell/session-context";

/** Who sets limits here: an operator on a visit sets the operator's, everybody else the organisation's. */
export function useSetter(): Limit["set_by"] {
  return isOperator(useSigned().session) ? "operator" : "organisation";
}

/** Whether a limit is the person's to change: the operator's binds the organisation. */
export function useOwnLimits(): (limit: Limit) => boolean {
  const setter = useSetter();
  return useCallback(({ set_by }: Limit) => set_by === setter, [setter]);
}
