import { Button, TextInput } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askForRecovery } from "../api/recovery";
import { Callout } from "../ui/Callout";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import styles from "./SignInPage.module.css";

/** The answer is always the same: who has an account here is nobody's business. */
export function AskForRecovery() {
  const { t } = useTranslation();
  const [login, setLogin] = useState("");
  const [missing, setMissing] = useState(false);
  const asking = useMutation({ mutationFn: askForRecovery, meta: { ownSignIn: true } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(login.trim() === "");
    if (login.trim() !== "" && !asking.isPending) asking.mutate(login.trim());
  };
  const back = <Link to="/sign-in" className={styles.aside}>{t("recovery.to_sign_in")}</Link>;
  if (asking.isSuccess) {
    return (
      <DoorPage title={t("recovery.asked_title")}>
        <Callout tone="good" icon={IconMail} role="status">{t("recovery.asked_text")}</Callout>
        <p className={styles.text}>{t("recovery.asked_hint")}</p>
        {back}
      </DoorPage>
    );
  }
  return (
    <DoorPage title={t("recovery.title")} lead={t("recovery.lead")} onSubmit={submit}>
      {asking.isError && <ProblemCallout error={asking.error} />}
      <TextInput
        label={t("sign_in.login")}
        name="login"
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        autoFocus
        value={login}
        error={missing && t("sign_in.login_missing")}
        onChange={(event) => {
          setLogin(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <Button type="submit" size="md" fullWidth loading={asking.isPending} mt="xs">{t("recovery.submit")}</Button>
      {back}
    </DoorPage>
  );
}
