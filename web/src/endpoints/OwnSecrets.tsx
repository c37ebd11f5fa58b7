import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWords } from "../i18n/words";
import styles from "./EndpointForm.module.css";
import { type Format, secretParts } from "./formats";

interface Props {
  format: Format;
  own: Record<string, string>;
  onOwn: (part: string, value: string) => void;
  faults: Map<string, string>;
}

/** Secrets that an older system had given: so that a handler works on unchanged. Folded, because most let us make them. */
export function OwnSecrets({ format, own, onOwn, faults }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const parts = secretParts(format);
  if (parts.length === 0) return null;
  const faulty = parts.some((part) => faults.has(`secrets.${part}`));
  return (
    <details className={styles.own} {...(faulty && { open: true })}>
      <summary>{t("endpoints.own_secrets")}</summary>
      <div className={styles.inside}>
        <p className={styles.hint}>{t("endpoints.own_secrets_hint")}</p>
        {parts.map((part) => (
          <TextInput
            key={part}
            label={wordFor("secret_part", part)}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            value={own[part] ?? ""}
            error={faults.get(`secrets.${part}`)}
            onChange={(event) => onOwn(part, event.currentTarget.value)}
          />
        ))}
      </div>
    </details>
  );
}
