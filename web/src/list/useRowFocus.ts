import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { hasModifier, isElsewhere, isTyping } from "./keys";

/** Arrows move through the rows; Tab stops at the list once. Enter is the link's own. */
export function useRowFocus(keys: string[], openKey: string | null) {
  const ref = useRef<HTMLTableSectionElement & HTMLUListElement>(null);
  const [last, setLast] = useState<string | null>(null);
  const tabStop = [last, openKey].find((key) => key !== null && keys.includes(key)) ?? keys[0];

  const openers = () => [...(ref.current?.querySelectorAll<HTMLElement>("[data-opener]") ?? [])];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const all = openers();
    const row = event.target.closest("tr, li")?.querySelector<HTMLElement>("[data-opener]");
    const at = row ? all.indexOf(row) : -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const target = to === undefined ? undefined : all[to];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
    target.closest("tr, li")?.scrollIntoView({ block: "nearest" });
  };

  const onFocus = (event: FocusEvent) => {
    const key = event.target.closest("[data-opener]")?.getAttribute("data-opener");
    if (key) setLast(key);
  };

  // Where nothing has the focus yet, the first arrow goes into the list.
  useEffect(() => {
    const enter = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      if (event.defaultPrevented || hasModifier(event) || isTyping(event.target) || isElsewhere(event.target)) return;
      if (document.activeElement !== document.body && document.activeElement?.tagName !== "MAIN") return;
      const stop = openers().find((opener) => opener.tabIndex === 0);
      if (stop === undefined) return;
      event.preventDefault();
      stop.focus();
    };
    window.addEventListener("keydown", enter);
    return () => window.removeEventListener("keydown", enter);
  }, []);

  return { ref, tabStop, onKeyDown, onFocus };
}
