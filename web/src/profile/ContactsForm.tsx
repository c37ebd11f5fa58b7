import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { changeContacts, type ContactsBody } from "../api/profile";
import { sessionQuery } from "../api/session";
import type { Person } from "../api/session-types";
import { useSigned } from "../shell/session-context";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import styles from "./ProfilePage.module.css";
import { Saved } from "./Saved";

const FIELDS = {
  login: { type: "text", max: 64, complete: "username" },
  email: { type: "email", max: 254, complete: "email" },
  phone: { type: "tel", max: 32, complete: "tel" },
} as const;
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];

/** What one signs in by, and where letters go. The API asks to be sure that it is the person themselves. */
export function ContactsForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { person } = useSigned().session;
  const [typed, setTyped] = useState(() => contactsOf(person));
  const saving = useMutation({
    mutationFn: changeContacts,
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      setTyped(contactsOf(session.person));
    },
  });
  const faults = fieldFaults(saving.error);
  // The code is of addresses of every kind; its words are of web addresses.
  const noEmail = saving.error instanceof ApiError && saving.error.fields.some(({ field, code }) => field === "email" && code === "address_refused");
  const faultOf = (field: Field) => (field === "email" && noEmail ? t("fault.email_malformed") : faults.get(field));
  const changed = changedOf(contactsOf(person), typed);
  const nothing = Object.keys(changed).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!nothing && typed.login.trim() !== "" && !saving.isPending) saving.mutate(changed);
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <p className={styles.lead}>{t("profile.contacts_text")}</p>
      {NAMES.map((field) => (
        <TextInput
          key={field}
          label={t(`profile.${field}`)}
          description={field === "login" ? t("profile.login_hint") : field === "phone" ? t("profile.phone_hint") : undefined}
          type={FIELDS[field].type}
          autoComplete={FIELDS[field].complete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={FIELDS[field].max}
          value={typed[field]}
          error={field === "login" && typed.login.trim() === "" ? t("fault.required") : faultOf(field)}
          onChange={(event) => {
            setTyped({ ...typed, [field]: event.currentTarget.value });
            if (!saving.isPending) saving.reset();
          }}
        />
      ))}
      {saving.isError && faults.size === 0 && <ProblemCallout error={saving.error} title={t("operate.refused_title")} />}
      <div className={styles.row}>
        <Button type="submit" loading={saving.isPending} disabled={nothing}>{t("profile.save")}</Button>
        <Saved shown={saving.isSuccess} />
      </div>
    </form>
  );
}

function contactsOf({ login, email, phone }: Person): Record<Field, string> {
  return { login, email: email ?? "", phone: phone ?? "" };
}

/** Only what differs is sent. */
function changedOf(before: Record<Field, string>, now: Record<Field, string>): ContactsBody {
  return Object.fromEntries(NAMES.flatMap((field) => (now[field].trim() === before[field] ? [] : [[field, now[field].trim()]])));
}
