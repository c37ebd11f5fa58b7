import { useState, type ReactNode } from "react";
import { useAnnounce } from "../ui/Announcer";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "./DialogForm";
import type { Form } from "./use-form";

interface Props<T> {
  title: string;
  /** What will happen, where the fields do not say it. */
  happens?: ReactNode;
  form: Form<T>;
  /** What can be seen to be wrong before anything is sent. */
  check?: () => ReadonlyMap<string, string>;
  /** Refusals that are about a field, by their code. */
  codes?: Readonly<Record<string, keyof T & string>>;
  children: ReactNode;
  confirm: string;
  final?: boolean;
  wide?: boolean;
  submit: () => Promise<void>;
  /** Said aloud when it is done. */
  done: string;
  onClose: () => void;
}

/** A window with fields: what is typed is sent, and the window closes when it was taken. */
export function FormDialog<T>({ title, wide = false, done, onClose, submit, ...props }: Props<T>) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    await submit();
    announce(done);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose} busy={busy} wide={wide}>
      <DialogForm {...props} submit={send} busy={busy} onBusy={setBusy} onClose={onClose} />
    </Dialog>
  );
}
