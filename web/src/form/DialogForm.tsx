import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { knownWord } from "../i18n/words";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import type { Form } from "./use-form";

export interface DialogFormProps<T> {
  happens?: ReactNode;
  form: Form<T>;
  check?: () => ReadonlyMap<string, string>;
  /** Refusals that are about a field, by their code. */
  codes?: Readonly<Record<string, keyof T & string>>;
  children: ReactNode;
  confirm: string;
  final?: boolean;
  submit: () => Promise<void>;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}

/** The inside of a window with fields. What is wrong is said at its field, which gets the focus. */
export function DialogForm<T>({ happens, form, check, codes = {}, children, confirm, final = false, submit, busy, onBusy, onClose }: DialogFormProps<T>) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<unknown>(null);
  const { faults } = form;
  // What is wrong with a field that is not here is said all the same.
  const elsewhere = [...faults].filter(([field]) => !((field.split(/[.[]/)[0] ?? "") in (form.values as object))).map(([, text]) => text);
  useEffect(() => {
    if (faults.size === 0) return;
    const faulty = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    faulty?.focus({ preventScroll: true });
    // Not at the edge, where the window's heading lies over it.
    faulty?.scrollIntoView({ block: "center" });
    // Only when they come, not while they are corrected.
  }, [error]);
  const send = async () => {
    const wrong = check?.();
    if (wrong !== undefined && wrong.size > 0) {
      form.setFaults(wrong);
      // Another object each time, so that the focus goes there again.
      setError(new Faulty());
      return;
    }
    onBusy(true);
    setError(null);
    try {
      await submit();
    } catch (thrown) {
      form.setFaults(faultsOf(thrown, codes));
      setError(thrown);
    }
    onBusy(false);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void send();
  };
  const colours = { "--button-bg": "var(--tone-bad)", "--button-hover": "var(--tone-bad)", "--button-color": "var(--surface)" };
  return (
    <form className={styles.form} ref={element} onSubmit={onSubmit} noValidate>
      {happens && <div className={styles.happens}>{happens}</div>}
      {children}
      {error !== null && !(error instanceof Faulty) && !busy && <ProblemCallout error={error} title={t("operate.refused_title")} more={elsewhere} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose} disabled={busy}>{t("action.cancel")}</Button>
        <Button type="submit" loading={busy} {...(final && { styles: { root: colours } })}>{confirm}</Button>
      </DialogButtons>
    </form>
  );
}

function faultsOf(thrown: unknown, codes: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const field = thrown instanceof ApiError ? codes[thrown.code] : undefined;
  const said = thrown instanceof ApiError ? (knownWord("problem", thrown.code) ?? thrown.message) : "";
  return field === undefined ? fieldFaults(thrown) : new Map([[field, said]]);
}

/** Nothing was sent: a field is wrong. */
class Faulty extends Error {}
