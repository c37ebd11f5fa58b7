import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { recoverPassword } from "../api/recovery";
import { forgetTokens } from "../app/fragment-token";
import { Callout } from "../ui/Callout";
import { NewPassword } from "../ui/NewPassword";
import { useNewPassword } from "../ui/use-new-password";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import styles from "./SignInPage.module.css";

/** The new password, by the letter's token. */
export function ChoosePassword({ token }: { token: string }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const setting = useMutation({
    mutationFn: recoverPassword,
    meta: { ownSignIn: true },
    onSuccess: () => {
      forgetTokens();
      // Every session has ended, this browser's too.
      queryClient.clear();
    },
  });
  const password = useNewPassword([], "new", setting.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = password.check();
    if (chosen !== null && !setting.isPending) setting.mutate({ token, new: chosen });
  };
  if (setting.isSuccess) {
    return (
      <DoorPage title={t("recovery.done_title")}>
        <Callout tone="good" icon={IconCheck} role="status">{t("recovery.done_text")}</Callout>
        <Link to="/sign-in" className={styles.aside}>{t("recovery.to_sign_in")}</Link>
      </DoorPage>
    );
  }
  if (setting.error instanceof ApiError && setting.error.code === "token_over") return <LinkOver error={setting.error} />;
  return (
    <DoorPage title={t("recovery.new_title")} lead={t("recovery.new_lead")} onSubmit={submit}>
      {setting.isError && password.error === null && <ProblemCallout error={setting.error} />}
      <NewPassword size="md" label={t("password.new")} value={password.value} score={password.score} error={password.error} onChange={password.onChange} />
      <Button type="submit" size="md" fullWidth loading={setting.isPending} mt="xs">{t("recovery.set")}</Button>
    </DoorPage>
  );
}

/** The link has been used, or its half hour is over. A new document has forgotten it. */
function LinkOver({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <DoorPage title={t("recovery.new_title")}>
      <ProblemCallout error={error} />
      <Link to="/recovery" reloadDocument className={styles.aside}>{t("recovery.ask_again")}</Link>
    </DoorPage>
  );
}
