import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./Message.module.css";

interface Props {
  icon: TablerIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  alert?: boolean;
}

/** In place of what cannot be shown: what the matter is, and what to do about it. */
export function Message({ icon: Icon, title, children, action, alert = false }: Props) {
  return (
    <div className={styles.message} role={alert ? "alert" : undefined}>
      <span className={styles.disc} data-alert={alert || undefined}>
        <Icon size={24} stroke={1.6} aria-hidden />
      </span>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
