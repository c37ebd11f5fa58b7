import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Notification } from "../api/notifications";
import { kindWord } from "./kind-word";
import styles from "./Notifications.module.css";

/** What happened; a dot and bold letters while it is unread. */
export function NotificationMark({ row }: { row: Notification }) {
  const { t } = useTranslation();
  return (
    <span className={styles.mark} data-unread={!row.read || undefined}>
      <span className={styles.dot} aria-hidden />
      {!row.read && <VisuallyHidden>{t("notifications.is_unread")}: </VisuallyHidden>}
      <span>{kindWord(row.kind)}</span>
    </span>
  );
}
