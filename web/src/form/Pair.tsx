import type { ReactNode } from "react";
import styles from "./Pair.module.css";

/** Two fields side by side; on a phone one under the other. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}
