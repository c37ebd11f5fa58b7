import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./MarkedBar.module.css";

interface Props {
  count: number;
  onUnmark: () => void;
  /** What can be done with all of them. */
  children: ReactNode;
}

/** While rows are marked: how many, and what can be done with them at once. */
export function MarkedBar({ count, onUnmark, children }: Props) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <div className={styles.bar} role="group" aria-label={t("marked.bar")}>
      <strong role="status">{t("marked.count", { count })}</strong>
      {children}
      <Button size="compact-xs" variant="subtle" onClick={onUnmark}>{t("marked.none")}</Button>
    </div>
  );
}
