import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import type { Form } from "./use-form";

export interface DialogFormProps<T> {
  happens?: ReactNode;
  form: Form<T>;
  check?: () => ReadonlyMap<string, string>;
  children: ReactNode;
  confirm: string;
  final?: boolean;
  submit: () => Promise<void>;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}

/** The inside of a window with fields. What is wrong is said at its field, which gets the focus. */
export function DialogForm<T>({ happens, form, check, children, confirm, final = false, submit, busy, onBusy, onClose }: DialogFormProps<T>) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<unknown>(null);
  const { faults } = form;
  useEffect(() => {
    if (faults.size > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
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
      form.refuse(thrown);
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
      {error !== null && !(error instanceof Faulty) && !busy && <ProblemCallout error={error} title={t("operate.refused_title")} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose} disabled={busy}>{t("action.cancel")}</Button>
        <Button type="submit" loading={busy} {...(final && { styles: { root: colours } })}>{confirm}</Button>
      </DialogButtons>
    </form>
  );
}

/** Nothing was sent: a field is wrong. */
class Faulty extends Error {}
