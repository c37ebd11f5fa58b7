import { useCallback, useEffect, useRef, useState } from "react";

const SHOWN_FOR_MS = 1600;

export type CopyState = "idle" | "copied" | "refused";

/** Copies text and says for a moment how that went. */
export function useCopy(): [CopyState, (text: string) => Promise<boolean>] {
  const [state, setState] = useState<CopyState>("idle");
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const copy = useCallback(async (text: string) => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = false;
    }
    setState(copied ? "copied" : "refused");
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setState("idle"), SHOWN_FOR_MS);
    return copied;
  }, []);
  return [state, copy];
}
