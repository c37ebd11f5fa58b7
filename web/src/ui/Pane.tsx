import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { hasModifier, isElsewhere, isTyping } from "../list/keys";
import styles from "./Pane.module.css";

interface Props {
  /** Changes when something else is opened: the heading then takes the focus. */
  of: string;
  title: string;
  tools?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** What is open, beside its list; on a phone in place of it. */
export function Pane({ of, title, tools, onClose, children }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    body.current?.scrollTo({ top: 0 });
    // Closed: the row it was opened from has the focus again.
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === null || document.activeElement === document.body) {
          document.querySelector<HTMLElement>(`[data-opener="${CSS.escape(of)}"]`)?.focus();
        }
      });
    };
  }, [of]);

  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || hasModifier(event)) return;
      // A dialog that has just lost its focus is closed by the key, not what lies under it.
      if (isTyping(event.target) || isElsewhere(event.target) || document.querySelector('[role="dialog"]')) return;
      onClose();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [onClose]);

  return (
    <aside className={styles.pane} aria-labelledby="pane-title">
      <header className={styles.head}>
        <ActionIcon className={styles.back} variant="subtle" color="gray" size={34} aria-label={t("action.back_to_list")} onClick={onClose}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
        <h2 className={styles.title} id="pane-title" ref={heading} tabIndex={-1}>{title}</h2>
        <span className={styles.tools}>{tools}</span>
        <Tooltip label={`${t("action.close")} (Esc)`}>
          <ActionIcon className={styles.close} variant="subtle" color="gray" size={28} aria-label={t("action.close")} onClick={onClose}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={styles.body} ref={body}>{children}</div>
    </aside>
  );
}
