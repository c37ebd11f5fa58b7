import type { ReactNode } from "react";
import { CopyButton } from "./CopyButton";
import styles from "./Facts.module.css";

/** Names and values. A fact without a value is left out. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

interface Props {
  name: string;
  /** Plain text, which can be copied; or `children` for what is not text. */
  value?: string | null | undefined;
  mono?: boolean;
  children?: ReactNode;
}

export function Fact({ name, value, mono = false, children }: Props) {
  const shown = children ?? value;
  if (shown === undefined || shown === null || shown === "") return null;
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        <span className={mono ? "mono" : undefined}>{shown}</span>
        {value && <CopyButton value={value} what={name} />}
      </dd>
    </div>
  );
}
