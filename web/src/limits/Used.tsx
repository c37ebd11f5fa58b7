import type { ReactNode } from "react";
import styles from "./Used.module.css";
import { NEARLY, shareOf } from "./share";

interface Props {
  used: string | number | undefined;
  bound: string | number | null;
  /** Both in words: the bar says nothing that they do not. */
  children: ReactNode;
}

/** How far a limit is used. */
export function Used({ used, bound, children }: Props) {
  const share = shareOf(used, bound);
  return (
    <span className={styles.used}>
      {children}
      {share !== null && (
        <span className={styles.bar} aria-hidden data-near={share >= NEARLY || undefined} data-full={share >= 1 || undefined}>
          <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
        </span>
      )}
    </span>
  );
}
