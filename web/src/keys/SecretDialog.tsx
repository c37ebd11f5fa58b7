import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ShownKey } from "../api/keys";
import { DialogForm } from "../form/DialogForm";
import type { Form } from "../form/use-form";
import { Dialog } from "../ui/Dialog";
import { ShownKeySecret } from "./ShownKeySecret";

interface Props<T> {
  title: string;
  happens: ReactNode;
  form: Form<T>;
  check: () => ReadonlyMap<string, string>;
  children: ReactNode;
  confirm: string;
  submit: () => Promise<ShownKey>;
  onClose: () => void;
}

/** A window with fields that ends with a secret, shown this once. */
export function SecretDialog<T>({ title, submit, onClose, ...props }: Props<T>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState<ShownKey | null>(null);
  return (
    <Dialog title={shown === null ? title : t("keys.shown_title")} onClose={onClose} busy={busy} firm={shown !== null}>
      {shown === null
        ? <DialogForm {...props} submit={async () => setShown(await submit())} busy={busy} onBusy={setBusy} onClose={onClose} />
        : <ShownKeySecret shown={shown} onClose={onClose} />}
    </Dialog>
  );
}
