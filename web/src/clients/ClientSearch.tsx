import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Client, clientsQuery } from "../api/clients";
import { useSigned } from "../shell/session-context";
import { problemText } from "../ui/problem-text";
import styles from "./ClientPicker.module.css";
import { clientName } from "./picked";

interface Props {
  label: string;
  error: string | undefined;
  manualAccount: boolean;
  /** When its window opens. */
  focus: boolean;
  /** When it comes in place of something else. */
  focusNow: boolean;
  onChosen: (client: Client) => void;
}

const SHOWN_MAX = 8;
const TYPING_MS = 250;

/** Words in, clients out; arrows and Enter choose one. */
export function ClientSearch({ label, error, manualAccount, focus, focusNow, onChosen }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [words] = useDebouncedValue(typed.trim(), TYPING_MS);
  const query = useQuery({ ...clientsQuery({ mode, ...(words !== "" && { q: words }), limit: SHOWN_MAX + 1 }), enabled: open });
  const found = (query.data?.items ?? []).filter((client) => manualAccount || !client.is_manual_account).slice(0, SHOWN_MAX);
  const active = Math.min(at, found.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open) setAt(Math.max(0, Math.min(active + step, found.length - 1)));
      setOpen(true);
    }
    if (event.key !== "Enter") return;
    // Not the form's: nobody is chosen yet.
    event.preventDefault();
    const chosen = found[active];
    if (open && chosen !== undefined && words === typed.trim()) onChosen(chosen);
  };
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={t("client_picker.placeholder")}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] !== undefined ? `${id}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data-autofocus={focus || undefined}
        autoFocus={focusNow}
        value={typed}
        error={error}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {open && (
        <ul className={styles.list} role="listbox" id={`${id}-list`} aria-label={label}>
          {found.map((client, index) => (
            // The keyboard chooses from the field.
            <li key={client.number} id={`${id}-${index}`} role="option" aria-selected={index === active} onMouseEnter={() => setAt(index)} onClick={() => onChosen(client)}>
              <span>{clientName(client, t)}</span>
              <span className={styles.soft}>{[client.name && client.email, client.phone, client.label].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
          {found.length === 0 && <li className={styles.soft} role="status">{said()}</li>}
        </ul>
      )}
    </>
  );

  function said(): string {
    if (query.isError) return problemText(query.error, t);
    return query.isPending || words !== typed.trim() ? t("list.loading") : t("client_picker.none_found");
  }
}
