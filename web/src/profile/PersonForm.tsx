import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeProfile } from "../api/profile";
import { sessionQuery } from "../api/session";
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { useSigned } from "../shell/session-context";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import styles from "./ProfilePage.module.css";
import { Saved } from "./Saved";
import { zoneOptions } from "./zones";

/** Name, language and time zone. */
export function PersonForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { person, organisation } = useSigned().session;
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState(person.language);
  const [zone, setZone] = useState(person.time_zone);
  const saving = useMutation({
    mutationFn: changeProfile,
    onSuccess: async (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      const chosen = LANGUAGES.find((one) => one === session.person.language);
      // What is said here is meant, whatever was chosen in this browser before.
      if (chosen !== undefined) await chooseLanguage(chosen);
    },
  });
  const faults = fieldFaults(saving.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !saving.isPending) saving.mutate({ name: name.trim(), language, time_zone: zone });
  };
  const changing = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    if (!saving.isPending) saving.reset();
  };
  const whole = t("profile.zone_of_organisation", { zone: organisation?.time_zone ?? "UTC" });
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <TextInput
        label={t("profile.name")}
        autoComplete="name"
        maxLength={100}
        value={name}
        error={name.trim() === "" ? t("fault.required") : faults.get("name")}
        onChange={(event) => changing(setName)(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("shell.language")}
        value={language}
        data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
        error={faults.get("language")}
        onChange={(event) => changing(setLanguage)(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("profile.zone")}
        description={t("profile.zone_hint")}
        value={zone}
        data={[{ value: "", label: whole }, ...zoneOptions(zone)]}
        error={faults.get("time_zone")}
        onChange={(event) => changing(setZone)(event.currentTarget.value)}
      />
      {saving.isError && faults.size === 0 && <ProblemCallout error={saving.error} title={t("operate.refused_title")} />}
      <div className={styles.row}>
        <Button type="submit" loading={saving.isPending}>{t("profile.save")}</Button>
        <Saved shown={saving.isSuccess} />
      </div>
    </form>
  );
}
