import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addNote } from "../api/clients";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import styles from "./Timeline.module.css";

const NOTE_MAX = 4000;

/** Writes a note down. Ctrl with Enter does it too. */
export function NoteForm({ number }: { number: number }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const [text, setText] = useState("");
  // The same note sent again is the same note; another one has a key of its own.
  const sent = useRef({ text: "", key: "" });
  const adding = useMutation({
    mutationFn: (note: string) => {
      if (sent.current.text !== note) sent.current = { text: note, key: crypto.randomUUID() };
      return addNote(mode, number, note, sent.current.key);
    },
    onSuccess: () => {
      sent.current = { text: "", key: "" };
      setText("");
      announce(t("clients.note_added"));
      void cache.invalidateQueries({ queryKey: ["timeline"] });
    },
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== "" && !adding.isPending) adding.mutate(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  const fault = fieldFaults(adding.error).get("text");
  return (
    <form className={styles.form} onSubmit={send}>
      <Textarea
        aria-label={t("clients.note")}
        placeholder={t("clients.note_placeholder")}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={NOTE_MAX}
        value={text}
        error={fault}
        onChange={(event) => {
          setText(event.currentTarget.value);
          if (adding.isError) adding.reset();
        }}
        onKeyDown={onKeyDown}
      />
      {adding.isError && fault === undefined && <ProblemCallout error={adding.error} />}
      {text.trim() !== "" && <Button type="submit" size="compact-sm" loading={adding.isPending}>{t("clients.note_add")}</Button>}
    </form>
  );
}
