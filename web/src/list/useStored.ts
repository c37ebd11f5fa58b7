import { useCallback, useState } from "react";

/** A setting of this browser. What is stored is checked by `parse`, which knows what to do with nonsense. */
export function useStored<T>(key: string, parse: (stored: unknown) => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => parse(read(key)));
  const store = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is switched off: the setting lasts until the page is left.
      }
    },
    [key],
  );
  return [value, store];
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
