import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import styles from "./Filters.module.css";

interface Props<Name> {
  name: Name;
  label: string;
  value: string;
  onChosen: (name: Name, value: string) => void;
  /** Figures alone are typed here. */
  numeric?: boolean;
  /** It stands alone, and whole sentences may be looked for. */
  wide?: boolean;
}

/** Applied by Enter, or by going on to something else; Esc takes back what was typed. */
export function TextFilter<Name extends string>({ name, label, value, onChosen, numeric = false, wide = false }: Props<Name>) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onChosen(name, typed.trim());
    if (event.key === "Escape") setTyped(value);
  };
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      inputMode={numeric ? "numeric" : "text"}
      maxLength={300}
      classNames={{ root: numeric ? styles.number : wide ? styles.wide : styles.text, input: styles.input }}
      value={typed}
      onChange={(event) => setTyped(numeric ? event.currentTarget.value.replace(/\D/g, "") : event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => onChosen(name, typed.trim())}
    />
  );
}
