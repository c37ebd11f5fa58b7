import { Tooltip, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGE_NAMES } from "../i18n";
import styles from "./switch.module.css";

/** Two languages: the button names the other one, in that language. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === "ru" ? "en" : "ru";
  const name = LANGUAGE_NAMES[other];
  return (
    <Tooltip label={`${t("shell.language")}: ${name}`}>
      <UnstyledButton className={styles.button} lang={other} aria-label={name} onClick={() => void chooseLanguage(other)}>
        {other.toUpperCase()}
      </UnstyledButton>
    </Tooltip>
  );
}
