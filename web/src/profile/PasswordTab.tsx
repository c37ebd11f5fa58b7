import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword } from "../api/profile";
import { useSigned } from "../shell/session-context";
import { fieldFaults } from "../ui/field-faults";
import { NewPassword } from "../ui/NewPassword";
import { ProblemCallout } from "../ui/ProblemCallout";
import { Section } from "../ui/Section";
import { useNewPassword } from "../ui/use-new-password";
import { isWrongProof } from "../ui/wrong-proof";
import styles from "./ProfilePage.module.css";
import { Saved } from "./Saved";

/** A new password, with the old one. */
export function PasswordTab() {
  const { t } = useTranslation();
  const { person, organisation } = useSigned().session;
  const [old, setOld] = useState("");
  const [missing, setMissing] = useState(false);
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setOld("");
      password.clear();
    },
  });
  const password = useNewPassword([person.name, person.login, person.email, person.phone, organisation?.name], "new", changing.error);
  const faults = fieldFaults(changing.error);
  const wrong = isWrongProof(changing.error) ? t("fault.password_wrong") : faults.get("old");
  const said = wrong !== undefined || faults.size > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(old === "");
    const chosen = password.check();
    if (old !== "" && chosen !== null && !changing.isPending) changing.mutate({ old, new: chosen });
  };
  return (
    <Section title={t("profile.password")}>
      <form className={styles.form} onSubmit={send} noValidate>
        <p className={styles.lead}>{t("password.text")}</p>
        {/* For password managers: whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={person.login} readOnly hidden />
        <PasswordInput
          label={t("password.old")}
          autoComplete="current-password"
          maxLength={256}
          value={old}
          error={missing ? t("fault.required") : wrong}
          onChange={(event) => {
            setOld(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <NewPassword label={t("password.new")} value={password.value} score={password.score} error={password.error} onChange={password.onChange} />
        {changing.isError && !said && <ProblemCallout error={changing.error} title={t("operate.refused_title")} />}
        <div className={styles.row}>
          <Button type="submit" loading={changing.isPending}>{t("password.change")}</Button>
          <Saved shown={changing.isSuccess && old === "" && password.value === ""} text={t("password.changed")} />
        </div>
      </form>
    </Section>
  );
}
