import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery, signIn } from "../api/session";
import { LanguageSwitch } from "../shell/LanguageSwitch";
import { SchemeSwitch } from "../shell/SchemeSwitch";
import { Callout } from "../ui/Callout";
import { Logo } from "../ui/Logo";
import { problemText, requestIdOf } from "../ui/problem-text";
import { usePageTitle } from "../ui/usePageTitle";
import styles from "./SignInPage.module.css";

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("sign_in.title"));
  const { back, ended } = useSearch({ from: "/sign-in" });
  const { missing, capsLock, problem, busy, loginInput, passwordInput, submit, watchCapsLock } = useSignInForm(back);
  const requestId = requestIdOf(problem);
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.brand}><Logo /></div>
        <h1 className={styles.title}>{t("sign_in.title")}</h1>
        <p className={styles.lead}>{t("sign_in.lead")}</p>
        {ended && !problem && (
          <Callout tone="progress" icon={IconInfoCircle} role="status">{t("sign_in.ended")}</Callout>
        )}
        {problem !== null && (
          <Callout tone="bad" icon={IconAlertTriangle} role="alert">
            {problemText(problem, t)}
            {requestId && <div className={styles.request}>{t("problem.request_id", { id: requestId })}</div>}
          </Callout>
        )}
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
      </form>
      <div className={styles.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </main>
  );
}

function useSignInForm(back: string | undefined) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const loginInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<"login" | "password" | null>(null);
  const [capsLock, setCapsLock] = useState(false);

  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      void router.navigate({ href: back ?? "/payments", replace: true });
    },
  });
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
