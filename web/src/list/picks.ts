import { useCallback, useEffect, useMemo, useState } from "react";

/** Rows that are chosen, to do something with them all at once. */
export interface Picks {
  keys: ReadonlySet<string>;
  toggle: (key: string) => void;
  /** All of these, or none where all are chosen already. */
  toggleAll: (keys: string[]) => void;
  clear: () => void;
}

/** Whatever `of` stands for (a page, a filter), another one begins with nothing chosen. */
export function usePicks(of: string): Picks {
  const [keys, setKeys] = useState<ReadonlySet<string>>(NONE);
  useEffect(() => setKeys(NONE), [of]);
  const toggle = useCallback((key: string) => setKeys((before) => {
    const after = new Set(before);
    if (!after.delete(key)) after.add(key);
    return after;
  }), []);
  const toggleAll = useCallback((all: string[]) => setKeys((before) => (all.every((key) => before.has(key)) ? NONE : new Set(all))), []);
  const clear = useCallback(() => setKeys(NONE), []);
  return useMemo(() => ({ keys, toggle, toggleAll, clear }), [keys, toggle, toggleAll, clear]);
}

const NONE: ReadonlySet<string> = new Set();
