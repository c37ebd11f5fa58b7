import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askBank, recordDone, refreshMoney } from "../api/operations";
import type { Operation, PaymentDetail } from "../api/types";
import { may } from "../app/permission";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { Callout } from "../ui/Callout";
import { ProblemCallout } from "../ui/ProblemCallout";
import { ReasonDialog } from "../ui/ReasonDialog";
import { markOf } from "../ui/tone";
import styles from "./Events.module.css";
import { resultWords } from "./result-words";

interface Props {
  payment: PaymentDetail;
  operation: Operation;
}

/** An operation that is not decided can be asked after; a refund that did not come about, recorded as done otherwise. */
export function OperationActions({ payment, operation }: Props) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [recording, setRecording] = useState(false);
  const { ask, result } = useAsk(payment.number, operation.operation);
  const open = operation.state === "sent" || operation.state === "unknown";
  const recordable = operation.kind === "refund" && (operation.state === "refused" || operation.state === "unknown");
  if (!may(session, "refund") || !(open || recordable || ask.isError)) return null;
  return (
    <>
      <div className={styles.actions}>
        {open && (
          <Button size="compact-xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>{t("detail.ask")}</Button>
        )}
        {recordable && (
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setRecording(true)}>{t("detail.record")}</Button>
        )}
      </div>
      {result !== null && open && (
        <Callout tone="progress" icon={markOf("operation_state", operation.state).icon} title={result.title}>{result.text}</Callout>
      )}
      {ask.isError && <ProblemCallout error={ask.error} />}
      {recording && <RecordDialog payment={payment} operation={operation} onClose={() => setRecording(false)} />}
    </>
  );
}

/** Asking moves no money by itself, so it needs no window; what the bank says is said aloud and shown. */
function useAsk(number: number, operation: number) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const ask = useMutation({
    mutationFn: () => askBank(number, operation),
    onSuccess: (answer) => {
      const { title, text } = resultWords(answer, t, i18n.language);
      announce(`${title}. ${text}`);
    },
    onSettled: () => refreshMoney(client),
  });
  return { ask, result: ask.data === undefined ? null : resultWords(ask.data, t, i18n.language) };
}

function RecordDialog({ payment, operation, onClose }: Props & { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const record = async (evidence: string) => {
    const answer = await recordDone(payment.number, operation.operation, evidence);
    announce(resultWords(answer, t, i18n.language).title);
    void refreshMoney(client);
  };
  return (
    <ReasonDialog
      title={t("record.title")}
      confirm={t("record.confirm")}
      field="evidence"
      label={t("record.evidence")}
      hint={t("record.evidence_hint")}
      submit={record}
      onClose={onClose}
    >
      {t("record.text", { amount: formatMoney(operation.amount, operation.currency, i18n.language) })}
      {operation.state === "unknown" && <> <strong>{t("record.unknown_warning")}</strong></>}
    </ReasonDialog>
  );
}
