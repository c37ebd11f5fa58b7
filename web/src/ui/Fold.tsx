import type { ReactNode } from "react";

/** Something wide in a narrow place: it scrolls sideways by itself, with the keyboard too. */
export function Fold({ children }: { children: ReactNode }) {
  return <div tabIndex={0} role="group" style={{ overflowX: "auto" }}>{children}</div>;
}
