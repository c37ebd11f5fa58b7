import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallbackRow } from "../api/types";
import { formatMoney } from "../format/money";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import type { Attachment } from "./AttachDialog";

interface Props {
  row: CallbackRow;
  error: unknown;
  busy: boolean;
  onSend: (attachment: Attachment) => void;
  onClose: () => void;
}

export function AttachForm({ row, error, busy, onSend, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const [number, setNumber] = useState(row.number == null ? "" : String(row.number));
  const [reason, setReason] = useState("");
  const [checked, setChecked] = useState(false);
  const faults = fieldFaults(error);
  const numberFault = /^\d{1,15}$/.test(number.trim()) ? null : t("fault.number_malformed");
  const reasonFault = reason.trim() === "" ? t("fault.required") : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (numberFault === null && reasonFault === null && !busy) onSend({ number: Number(number.trim()), reason: reason.trim() });
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <p className={styles.happens}>
        {t("callbacks.attach_amount", { amount: formatMoney(row.amount, row.currency, i18n.language) })} {t("callbacks.attach_text")}
      </p>
      <TextInput
        data-autofocus
        label={t("callbacks.attach_number")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={16}
        required
        value={number}
        error={checked ? (numberFault ?? faults.get("number")) : null}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput
        label={t("reason.label")}
        description={t("reason.hint")}
        maxLength={500}
        required
        value={reason}
        error={checked ? (reasonFault ?? faults.get("reason")) : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error !== null && <ProblemCallout error={error} title={t("operate.refused_title")} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose} disabled={busy}>{t("action.cancel")}</Button>
        <Button type="submit" loading={busy}>{t("callbacks.attach_confirm")}</Button>
      </DialogButtons>
    </form>
  );
}
