import { Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasModifier, isElsewhere, isTyping } from "../list/keys";
import styles from "./FindPayment.module.css";

/** Opens a payment by its number. `/` comes here from anywhere. */
export function FindPayment() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);

  useEffect(() => {
    const come = (event: KeyboardEvent) => {
      // The same key in the Russian layout gives a full stop.
      const slash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
      if (!slash || hasModifier(event) || isTyping(event.target) || isElsewhere(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener("keydown", come);
    return () => window.removeEventListener("keydown", come);
  }, []);

  const find = (event: FormEvent) => {
    event.preventDefault();
    const number = text.trim().replace(/^(№|#|no\.?)\s*/i, "");
    if (number === "") return;
    setWrong(!/^\d{1,15}$/.test(number));
    if (!/^\d{1,15}$/.test(number)) return;
    setText("");
    void navigate({ to: "/payments/$number", params: { number }, search: true });
  };

  return (
    <form role="search" className={styles.form} onSubmit={find}>
      <TextInput
        ref={input}
        size="xs"
        inputMode="numeric"
        enterKeyHint="go"
        autoComplete="off"
        maxLength={24}
        aria-label={t("shell.find_label")}
        placeholder={t("shell.find_placeholder")}
        leftSectionPointerEvents="none"
        rightSectionPointerEvents="none"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={text === "" ? <Kbd size="xs" aria-hidden>/</Kbd> : null}
        classNames={{ input: styles.input, section: styles.section }}
        value={text}
        error={wrong}
        {...(wrong && { title: t("shell.find_invalid") })}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setText("");
          setWrong(false);
          event.currentTarget.blur();
        }}
      />
      {wrong && <span className={styles.wrong} role="alert">{t("shell.find_invalid")}</span>}
    </form>
  );
}
