import { PasswordInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Credential } from "../api/terminals";
import { useWords } from "../i18n/words";

interface Props {
  credentials: readonly Credential[];
  /** Credentials that are there already, and stay where nothing is typed. */
  kept?: Record<string, string>;
  values: Record<string, string>;
  faults: ReadonlyMap<string, string>;
  onChange: (values: Record<string, string>) => void;
}

/** A bank's credentials, as they are typed. */
export function CredentialFields({ credentials, kept = {}, values, faults, onChange }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      {credentials.map(({ name, secret, required }) => {
        const Input = secret ? PasswordInput : TextInput;
        return (
          <Input
            key={name}
            label={wordFor("credential", name)}
            autoComplete="new-password"
            spellCheck={false}
            maxLength={2000}
            required={required && !kept[name]}
            {...(kept[name] && { placeholder: t("terminals.credential_kept") })}
            value={values[name] ?? ""}
            error={faults.get(`credentials.${name}`)}
            onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
          />
        );
      })}
    </>
  );
}

/** What has been typed, and nothing else. */
export function typedCredentials(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ""));
}
