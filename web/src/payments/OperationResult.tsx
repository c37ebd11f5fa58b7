import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { MoneyOperation } from "../api/types";
import { Callout } from "../ui/Callout";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { markOf } from "../ui/tone";
import { resultWords } from "./result-words";

/** What became of an operation: done, to be decided, unknown, or refused by the bank. */
export function OperationResult({ result, onClose }: { result: MoneyOperation; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const close = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone: without this the keyboard would be nowhere.
  useEffect(() => close.current?.focus(), []);
  const { title, text } = resultWords(result, t, i18n.language);
  const tones = { done: "good", sent: "progress", unknown: "attention", refused: "bad" } as const;
  const tone = tones[result.state as keyof typeof tones] ?? "progress";
  return (
    <div className={styles.form}>
      <Callout tone={tone} icon={markOf("operation_state", result.state).icon} title={title} role="alert">{text}</Callout>
      <DialogButtons>
        <Button ref={close} onClick={onClose}>{t("operate.understood")}</Button>
      </DialogButtons>
    </div>
  );
}
