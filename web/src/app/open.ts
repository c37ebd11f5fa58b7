// What is open beside a list stands in the address as `open`, and goes with the history entry's pages.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** A link that opens a row beside the list it stands in. */
export const openLink = (key: string) =>
  ({ to: ".", search: (kept: object) => ({ ...kept, open: key }), state: true, preload: false }) as const;

export function useOpen(): { open: string | null; close: () => void } {
  const { open = null } = useSearch({ strict: false });
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: ".", search: ({ open: _, ...kept }: { open?: string }) => kept, state: true }),
    [navigate],
  );
  return { open, close };
}
