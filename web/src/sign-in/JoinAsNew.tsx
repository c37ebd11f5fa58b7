import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { acceptInvitation, type Invitation } from "../api/invitation";
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { fieldFaults } from "../ui/field-faults";
import { NewPassword } from "../ui/NewPassword";
import { useNewPassword } from "../ui/use-new-password";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import { InvitationFacts } from "./InvitationFacts";
import { useJoined } from "./use-joined";

/** For a person who has no account yet: they make one. */
export function JoinAsNew({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t, i18n } = useTranslation();
  const joined = useJoined();
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [checked, setChecked] = useState(false);
  const accepting = useMutation({
    mutationFn: (password: string) => acceptInvitation(token, { login: login.trim(), name: name.trim(), password, language: i18n.language }),
    meta: { ownSignIn: true },
    onSuccess: joined,
  });
  const password = useNewPassword([login, name, invitation.email, invitation.organisation?.name], "password", accepting.error);
  const faults = fieldFaults(accepting.error);
  const faultOf = (field: string, typed: string) => (checked && typed.trim() === "" ? t("fault.required") : faults.get(field));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const chosen = password.check();
    if (chosen !== null && login.trim() !== "" && name.trim() !== "" && !accepting.isPending) accepting.mutate(chosen);
  };
  return (
    <DoorPage title={t("invitation.title")} lead={t("invitation.new_lead")} onSubmit={submit}>
      <InvitationFacts invitation={invitation} />
      {accepting.isError && faults.size === 0 && <ProblemCallout error={accepting.error} />}
      <TextInput
        label={t("profile.name")}
        size="md"
        autoComplete="name"
        maxLength={100}
        autoFocus
        value={name}
        error={faultOf("name", name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("profile.login")}
        description={t("profile.login_hint")}
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        value={login}
        error={faultOf("login", login)}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <NewPassword size="md" label={t("sign_in.password")} value={password.value} score={password.score} error={password.error} onChange={password.onChange} />
      <NativeSelect
        label={t("shell.language")}
        size="md"
        value={i18n.language}
        data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
        error={faults.get("language")}
        onChange={(event) => void chooseLanguage(event.currentTarget.value === "ru" ? "ru" : "en")}
      />
      <Button type="submit" size="md" fullWidth loading={accepting.isPending || accepting.isSuccess} mt="xs">{t("invitation.accept")}</Button>
    </DoorPage>
  );
}
