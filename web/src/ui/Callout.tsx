import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./Callout.module.css";

interface Props {
  tone: "good" | "bad" | "attention" | "progress";
  icon: TablerIcon;
  title?: string;
  /** "alert" interrupts whoever listens; "status" waits for a pause. */
  role?: "alert" | "status";
  children: ReactNode;
}

/** Words that must not be overlooked. */
export function Callout({ tone, icon: Icon, title, role, children }: Props) {
  return (
    <div className={styles.callout} data-tone={tone} role={role}>
      <Icon size={18} stroke={2} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        {title && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}
