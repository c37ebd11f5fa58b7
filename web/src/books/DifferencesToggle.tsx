import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Register } from "../api/types";
import styles from "./BooksPage.module.css";

interface Props {
  register: Register;
  /** Of what it opens. */
  id: string;
  open: boolean;
  onToggle: () => void;
}

/** How many lines of a register differ: opens them, where there are any. */
export function DifferencesToggle({ register, id, open, onToggle }: Props) {
  const { t } = useTranslation();
  if (register.differing === 0) return <span style={{ color: "var(--tone-good)", whiteSpace: "nowrap" }}>{t("books.all_match")}</span>;
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <UnstyledButton
      className={styles.toggle}
      aria-expanded={open}
      aria-controls={id}
      title={t("books.show_differences", { register: register.register })}
      onClick={onToggle}
    >
      <Icon size={14} aria-hidden />
      {t("books.differing_lines", { count: register.differing })}
    </UnstyledButton>
  );
}
