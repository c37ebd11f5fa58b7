import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type SecondStep, signIn } from "../api/session";
import type { Session } from "../api/types";
import { Callout } from "../ui/Callout";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import styles from "./SignInPage.module.css";

interface Props {
  /** Why one is here again: the session has ended, or the time for the second step has run out. */
  notice: "ended" | "over" | null;
  onAnswer: (answer: Session | SecondStep) => void;
}

export function PasswordStep({ notice, onAnswer }: Props) {
  const { t } = useTranslation();
  const { missing, capsLock, problem, busy, loginInput, passwordInput, submit, watchCapsLock } = useSignInForm(onAnswer);
  return (
    <DoorPage title={t("sign_in.title")} lead={t("sign_in.lead")} onSubmit={submit}>
      {notice !== null && !problem && (
        <Callout tone="progress" icon={IconInfoCircle} role="status">{t(notice === "ended" ? "sign_in.ended" : "problem.challenge_over")}</Callout>
      )}
      {problem !== null && <ProblemCallout error={problem} />}
      <TextInput
        ref={loginInput}
        name="login"
        label={t("sign_in.login")}
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        autoFocus
        error={missing === "login" && t("sign_in.login_missing")}
      />
      <PasswordInput
        ref={passwordInput}
        name="password"
        label={t("sign_in.password")}
        size="md"
        autoComplete="current-password"
        maxLength={256}
        onKeyUp={watchCapsLock}
        error={missing === "password" && t("sign_in.password_missing")}
        description={capsLock ? t("sign_in.caps_lock") : undefined}
      />
      <Button type="submit" size="md" fullWidth loading={busy} mt="xs">{t("sign_in.submit")}</Button>
      <Link to="/recovery" className={styles.aside}>{t("sign_in.forgot")}</Link>
    </DoorPage>
  );
}

function useSignInForm(onAnswer: Props["onAnswer"]) {
  const loginInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<"login" | "password" | null>(null);
  const [capsLock, setCapsLock] = useState(false);

  const attempt = useMutation({ mutationFn: signIn, meta: { ownSignIn: true }, onSuccess: onAnswer });
  const failed = attempt.isError;
  useEffect(() => {
    if (failed) passwordInput.current?.select();
  }, [failed]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const login = loginInput.current?.value.trim() ?? "";
    const password = passwordInput.current?.value ?? "";
    const absent = login === "" ? "login" : password === "" ? "password" : null;
    setMissing(absent);
    if (absent === "login") loginInput.current?.focus();
    else if (absent === "password") passwordInput.current?.focus();
    else attempt.mutate({ login, password });
  };
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return { missing, capsLock, problem: attempt.error, busy: attempt.isPending || attempt.isSuccess, loginInput, passwordInput, submit, watchCapsLock };
}
