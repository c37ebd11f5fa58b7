import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { refreshNotices, resend } from "../api/notices";
import type { Delivery, Mode } from "../api/types";
import { may } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { ProblemCallout } from "../ui/ProblemCallout";
import styles from "../payments/Events.module.css";

interface Props {
  delivery: Delivery;
  mode: Mode;
  /** Several stand under one another: which one is said to those who cannot see it. */
  of?: string;
}

/** Sends one notice again now. No money moves and the handler knows it by its id, so it needs no window. */
export function ResendButton({ delivery, mode, of }: Props) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const client = useQueryClient();
  const announce = useAnnounce();
  const sending = useMutation({
    mutationFn: () => resend({ mode, endpoint: delivery.endpoint.id, event_id: delivery.postback_id }),
    onSuccess: ({ resent }) => announce(t(resent > 0 ? "resend.sent" : "resend.not_sent")),
    onSettled: () => refreshNotices(client),
  });
  if (!may(session, "capture") || delivery.endpoint.status !== "enabled") return null;
  const busy = sending.isPending || delivery.resending;
  return (
    <>
      <div className={styles.actions}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconRepeat size={14} aria-hidden />}
          loading={busy}
          aria-label={of === undefined ? undefined : `${t("resend.one")}: ${of}`}
          onClick={() => sending.mutate()}
        >
          {t("resend.one")}
        </Button>
      </div>
      {sending.isError && <ProblemCallout error={sending.error} title={t("operate.refused_title")} />}
    </>
  );
}
