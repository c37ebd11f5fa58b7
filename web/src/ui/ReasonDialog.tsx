import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, DialogButtons } from "./Dialog";
import styles from "./Dialog.module.css";
import { fieldFaults } from "./field-faults";
import { ProblemCallout } from "./ProblemCallout";

const REASON_MAX = 500;

interface Props {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  /** The field's name in the API, its label, and what is said under it. */
  field: "reason" | "evidence";
  label: string;
  hint: string;
  /** Does it; the window closes afterwards. */
  submit: (text: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a reason before a person overrules the desk. It is shown while it is there: opened anew, it begins anew. */
export function ReasonDialog({ title, children, confirm, field, label, hint, submit, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const doing = useMutation({ mutationFn: submit, onSuccess: onClose });
  const fault = missing ? t("fault.required") : fieldFaults(doing.error).get(field);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === "");
    if (text.trim() !== "" && !doing.isPending) doing.mutate(text.trim());
  };
  return (
    <Dialog title={title} onClose={onClose} busy={doing.isPending}>
      <form className={styles.form} onSubmit={send} noValidate>
        <div className={styles.happens}>{children}</div>
        <TextInput
          data-autofocus
          label={label}
          description={hint}
          maxLength={REASON_MAX}
          required
          value={text}
          error={fault}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMissing(false);
          }}
        />
        {doing.isError && !doing.isPending && <ProblemCallout error={doing.error} title={t("operate.refused_title")} />}
        <DialogButtons>
          <Button variant="default" onClick={onClose} disabled={doing.isPending}>{t("action.cancel")}</Button>
          <Button type="submit" loading={doing.isPending}>{confirm}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
