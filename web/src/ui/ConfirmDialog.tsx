import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, DialogButtons } from "./Dialog";
import styles from "./Dialog.module.css";
import { ProblemCallout } from "./ProblemCallout";

interface Props {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  /** It cannot be undone. */
  final?: boolean;
  /** Does it; the window closes afterwards. */
  submit: () => Promise<void>;
  onClose: () => void;
}

/** Says what will happen, and does it when told so. */
export function ConfirmDialog({ title, children, confirm, final = false, submit, onClose }: Props) {
  const { t } = useTranslation();
  const doing = useMutation({ mutationFn: submit, onSuccess: onClose });
  return (
    <Dialog title={title} onClose={onClose} busy={doing.isPending}>
      <div className={styles.form}>
        <div className={styles.happens}>{children}</div>
        {doing.isError && !doing.isPending && <ProblemCallout error={doing.error} title={t("operate.refused_title")} />}
        <DialogButtons>
          <Button variant="default" data-autofocus={final || undefined} onClick={onClose} disabled={doing.isPending}>{t("action.cancel")}</Button>
          <Button
            data-autofocus={!final || undefined}
            {...(final && { styles: { root: { "--button-bg": "var(--tone-bad)", "--button-hover": "var(--tone-bad)", "--button-color": "var(--surface)" } } })}
            loading={doing.isPending}
            onClick={() => doing.mutate()}
          >
            {confirm}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
