import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import filters from "../list/Filters.module.css";
import styles from "./DeliveryFilters.module.css";

interface Props<Name> {
  name: Name;
  /** Stands before it, and is short; `label` says it in full. */
  word: string;
  label: string;
  value: string;
  onChosen: (name: Name, value: string) => void;
}

/** A date that is being typed passes through years such as 0002: only what could be meant is taken. */
export function DayFilter<Name extends string>({ name, word, label, value, onChosen }: Props<Name>) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <span className={styles.day}>
      <span aria-hidden>{word}</span>
      <TextInput
        size="xs"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        aria-label={label}
        classNames={{ root: styles.date, input: filters.input }}
        value={typed}
        onChange={(event) => {
          const day = event.currentTarget.value;
          setTyped(day);
          if (day === "" || day.startsWith("20")) onChosen(name, day);
        }}
      />
    </span>
  );
}
