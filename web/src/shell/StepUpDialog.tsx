import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { prove } from "../api/session";
import { CodeInput } from "../ui/CodeInput";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import { isWrongProof } from "../ui/wrong-proof";
import { useSigned } from "./session-context";

interface Props {
  onProved: () => void;
  onClose: () => void;
}

/** Asks for the second factor's code, or where there is none for the password. */
export function StepUpDialog({ onProved, onClose }: Props) {
  const { t } = useTranslation();
  const { second_factor: byCode } = useSigned().session.person;
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const proving = useMutation({
    mutationFn: (text: string) => prove(byCode ? { code: text.replace(/\s/g, "") } : { password: text }),
    onSuccess: onProved,
  });
  const wrong = isWrongProof(proving.error);
  const fault = missing ? t("fault.required") : wrong ? t(byCode ? "problem.second_factor_wrong" : "fault.password_wrong") : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(typed.trim() === "");
    if (typed.trim() !== "" && !proving.isPending) proving.mutate(typed);
  };
  const change = (text: string) => {
    setTyped(text);
    setMissing(false);
    if (proving.isError) proving.reset();
  };
  return (
    <Dialog title={t("step_up.title")} onClose={onClose} busy={proving.isPending}>
      <form className={styles.form} onSubmit={send} noValidate>
        <p className={styles.text}>{t(byCode ? "step_up.text_code" : "step_up.text_password")}</p>
        {byCode ? (
          <CodeInput label={t("step_up.code")} value={typed} error={fault} onChange={change} />
        ) : (
          <PasswordInput
            data-autofocus
            label={t("step_up.password")}
            autoComplete="current-password"
            maxLength={256}
            value={typed}
            error={fault}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )}
        {proving.isError && !wrong && <ProblemCallout error={proving.error} />}
        <DialogButtons>
          <Button variant="default" onClick={onClose} disabled={proving.isPending}>{t("action.cancel")}</Button>
          <Button type="submit" loading={proving.isPending}>{t("step_up.confirm")}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
