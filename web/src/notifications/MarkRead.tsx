import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Notification } from "../api/notifications";
import { problemText } from "../ui/problem-text";
import { kindWord } from "./kind-word";
import styles from "./Notifications.module.css";
import { useRead } from "./use-read";

export function MarkRead({ row }: { row: Notification }) {
  const { t } = useTranslation();
  const reading = useRead();
  if (row.read) return <span className={styles.soft}>{t("notifications.is_read")}</span>;
  return (
    <UnstyledButton
      className={styles.button}
      aria-label={`${t("notifications.read_one")}: ${kindWord(row.kind)}`}
      aria-disabled={reading.isPending || undefined}
      title={reading.isError ? problemText(reading.error, t) : undefined}
      onClick={() => !reading.isPending && reading.mutate({ ids: [row.id] })}
    >
      {reading.isError ? t("action.retry") : t("notifications.read_one")}
    </UnstyledButton>
  );
}
