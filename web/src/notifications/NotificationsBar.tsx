import { Button, SegmentedControl } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import filters from "../list/Filters.module.css";
import { problemText } from "../ui/problem-text";
import { useRead } from "./use-read";

/** All or the unread ones; and all of them read at once. */
export function NotificationsBar({ unreadOnly, unread }: { unreadOnly: boolean; unread: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/notifications" });
  const reading = useRead();
  const choose = (value: string) =>
    void navigate({ to: ".", search: ({ cursor: _, unread: __, ...kept }) => ({ ...kept, ...(value === "unread" && { unread: true as const }) }) });
  return (
    <div className={filters.bar} role="search" aria-label={t("payments.filters")}>
      <SegmentedControl
        size="xs"
        aria-label={t("notifications.which")}
        value={unreadOnly ? "unread" : "all"}
        data={[{ value: "all", label: t("notifications.all") }, { value: "unread", label: t("notifications.unread_only") }]}
        onChange={choose}
      />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconChecks size={16} aria-hidden />}
        disabled={unread === 0}
        loading={reading.isPending}
        onClick={() => reading.mutate({ all: true })}
      >
        {t("notifications.read_all")}
      </Button>
      {reading.isError && <span role="alert">{problemText(reading.error, t)}</span>}
    </div>
  );
}
