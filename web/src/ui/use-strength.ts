import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { type Judge, loadJudge } from "./strength";

/** The score (0 to 4) of what is being typed; null while there is nothing, or nothing to judge it by. */
export function useStrength(password: string, inputs: string[]): number | null {
  const [judge, setJudge] = useState<Judge | null>(null);
  const typed = useDeferredValue(password);
  const begun = password !== "";
  useEffect(() => {
    if (!begun || judge !== null) return;
    // Not to be had: the server judges anyway.
    loadJudge().then((loaded) => setJudge(() => loaded), () => undefined);
  }, [begun, judge]);
  const known = inputs.join("\n");
  return useMemo(() => (judge === null || typed === "" ? null : judge(typed, known.split("\n"))), [judge, typed, known]);
}
