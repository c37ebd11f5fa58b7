import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refreshMoney, settleAttention } from "../api/operations";
import { useAnnounce } from "../ui/Announcer";
import { ReasonDialog } from "../ui/ReasonDialog";
import { attentionTitle } from "./attention";
import styles from "./PaymentBody.module.css";

/** Takes the mark away that asks for attention, with a reason. */
export function SettleAttention({ number, code }: { number: number; code: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState(false);
  const settle = async (reason: string) => {
    await settleAttention(number, reason);
    announce(t("settle.done"));
    void refreshMoney(client);
  };
  return (
    <div className={styles.settle}>
      <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setAsked(true)}>{t("payment.settle_attention")}</Button>
      {asked && (
        <ReasonDialog
          title={t("settle.title")}
          confirm={t("settle.confirm")}
          field="reason"
          label={t("reason.label")}
          hint={t("reason.hint")}
          submit={settle}
          onClose={() => setAsked(false)}
        >
          {t("settle.text", { what: attentionTitle(code, t), number })}
        </ReasonDialog>
      )}
    </div>
  );
}
