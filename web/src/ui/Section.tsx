import { type ReactNode, useId } from "react";
import styles from "./Section.module.css";

/** A part of a detail, under its heading; the number of things in it beside the heading. */
export function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 className={styles.title} id={id}>
        {title}
        {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
      </h3>
      {children}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className={styles.nothing}>{children}</p>;
}
