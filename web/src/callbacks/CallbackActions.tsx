import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dismissCallback } from "../api/callbacks";
import { refreshMoney } from "../api/operations";
import type { CallbackRow } from "../api/types";
import { may } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { ReasonDialog } from "../ui/ReasonDialog";
import { AttachDialog } from "./AttachDialog";
import styles from "./CallbackActions.module.css";

/** What a person does with a callback that fits nothing: names its payment, or puts it aside. */
export function CallbackActions({ row, onDismissed }: { row: CallbackRow; onDismissed: () => void }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<"attach" | "dismiss" | null>(null);
  if (!may(session, "refund")) return null;
  const close = () => setAsked(null);
  const dismiss = async (reason: string) => {
    await dismissCallback(row, reason);
    announce(t("callbacks.dismissed"));
    void refreshMoney(client);
    onDismissed();
  };
  return (
    <div className={styles.actions}>
      <Button size="xs" aria-haspopup="dialog" onClick={() => setAsked("attach")}>{t("callbacks.attach")}</Button>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setAsked("dismiss")}>{t("callbacks.dismiss")}</Button>
      {asked === "attach" && <AttachDialog row={row} onClose={close} />}
      {asked === "dismiss" && (
        <ReasonDialog
          title={t("callbacks.dismiss")}
          confirm={t("callbacks.dismiss_confirm")}
          field="reason"
          label={t("reason.label")}
          hint={t("reason.hint")}
          submit={dismiss}
          onClose={close}
        >
          {t("callbacks.dismiss_text")}
        </ReasonDialog>
      )}
    </div>
  );
}
