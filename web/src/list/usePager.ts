import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";

export interface Pager {
  toNext: (() => void) | null;
  toPrevious: (() => void) | null;
  toNewest: (() => void) | null;
}

/** Pages by key. The page's own cursor is in the address; those before it travel with the history entry,
 *  so that "previous" survives a reload. Someone who was sent the address can still go to the newest. */
export function usePager(cursor: string | undefined, next: string | null | undefined): Pager {
  const navigate = useNavigate();
  const trail = useRouterState({ select: (state) => state.location.state.trail }) ?? NO_TRAIL;
  const go = useCallback(
    (to: string | undefined, passed: string[]) =>
      void navigate({ to: ".", search: (kept: object) => ({ ...kept, cursor: to }), state: { trail: passed } }),
    [navigate],
  );
  const before = trail.at(-1);
  return {
    toNext: next ? () => go(next, [...trail, cursor ?? FIRST]) : null,
    toPrevious: cursor !== undefined && before !== undefined
      ? () => go(before === FIRST ? undefined : before, trail.slice(0, -1))
      : null,
    toNewest: cursor === undefined ? null : () => go(undefined, NO_TRAIL),
  };
}

const NO_TRAIL: string[] = [];
/** Stands in the trail for the first page, which has no cursor. */
const FIRST = "";
