import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { attachCallback } from "../api/callbacks";
import { refreshMoney } from "../api/operations";
import type { CallbackRow } from "../api/types";
import { knownWord, wordFor } from "../i18n/words";
import { Callout } from "../ui/Callout";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { markOf } from "../ui/tone";
import { AttachForm } from "./AttachForm";
import { PaymentLink } from "./columns";

/** Outcomes by which the callback is dealt with; after any other it stays in the list. */
const FITS = ["settled", "repeated", "late", "surplus"];

export interface Attachment {
  number: number;
  reason: string;
}

/** Names the payment that a callback belongs to; then says what came of it. */
export function AttachDialog({ row, onClose }: { row: CallbackRow; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const attaching = useMutation({ mutationFn: ({ number, reason }: Attachment) => attachCallback(row, number, reason) });
  const { data: outcome, variables, isPending } = attaching;
  // Afterwards the callback may be gone from the list, and this window with it: so the list waits until it is read.
  const close = () => {
    onClose();
    if (!attaching.isIdle) void refreshMoney(client);
  };
  return (
    <Dialog title={t("callbacks.attach")} onClose={close} busy={isPending}>
      {outcome === undefined || variables === undefined
        ? <AttachForm row={row} error={isPending ? null : attaching.error} busy={isPending} onSend={attaching.mutate} onClose={close} />
        : <Outcome outcome={outcome} number={variables.number} onClose={close} />}
    </Dialog>
  );
}

function Outcome({ outcome, number, onClose }: { outcome: string; number: number; onClose: () => void }) {
  const { t } = useTranslation();
  const fits = FITS.includes(outcome);
  const meaning = knownWord("outcome_meaning", outcome) ?? wordFor("outcome", outcome);
  return (
    <div className={styles.form}>
      <Callout
        tone={outcome === "settled" || outcome === "repeated" ? "good" : "attention"}
        icon={markOf("outcome", outcome).icon}
        title={t(fits ? "callbacks.attached" : "callbacks.attached_not", { number })}
        role="alert"
      >
        {meaning} <PaymentLink number={number} />
      </Callout>
      <DialogButtons>
        <Button autoFocus onClick={onClose}>{t("operate.understood")}</Button>
      </DialogButtons>
    </div>
  );
}
