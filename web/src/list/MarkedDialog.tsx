import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../ui/Announcer";
import { Callout } from "../ui/Callout";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { problemText } from "../ui/problem-text";
import marked from "./MarkedDialog.module.css";
import { useEach } from "./use-each";

interface Props<Item> {
  title: string;
  /** What will happen to them. */
  children: ReactNode;
  /** What is asked for beforehand: the value that all of them get. */
  fields?: ReactNode;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  confirm: string;
  /** It cannot be undone. */
  final?: boolean;
  /** Whether what is asked for has been given. */
  ready?: () => boolean;
  each: (item: Item) => Promise<void>;
  /** Told after each round, whatever came of it. */
  onChanged: () => void;
  onClose: () => void;
}

/** Names what is marked, says what will happen to it, and does it one by one; then says which did not go, and why. */
export function MarkedDialog<Item>({ items: now, ...props }: Props<Item>) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  // As marked when it was asked for: the list goes on being refreshed.
  const [items] = useState(now);
  const work = useEach(items, props.nameOf, props.each);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (work.running || props.ready?.() === false) return;
    const all = await work.run();
    props.onChanged();
    if (!all) return;
    announce(t("marked.done", { count: items.length }));
    props.onClose();
  };
  const tried = work.failures.length > 0;
  return (
    <Dialog title={props.title} onClose={props.onClose} busy={work.running}>
      <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        <div className={styles.happens}>{props.children}</div>
        <ul className={marked.names} tabIndex={0} aria-label={t("marked.which")}>
          {items.map((item) => <li key={props.nameOf(item)}>{props.nameOf(item)}</li>)}
        </ul>
        {props.fields}
        {(work.running || tried) && <p className={styles.text} role="status">{t("marked.progress", { done: work.done, of: items.length })}</p>}
        {tried && !work.running && (
          <Callout tone="bad" icon={IconAlertTriangle} role="alert" title={t("marked.failed", { count: work.failures.length })}>
            {work.failures.map(({ name, error }) => <div key={name}>{name}: {problemText(error, t)}</div>)}
          </Callout>
        )}
        <DialogButtons>
          <Button variant="default" data-autofocus={props.final || undefined} onClick={props.onClose} disabled={work.running}>{t(tried ? "action.close" : "action.cancel")}</Button>
          <Button
            type="submit"
            {...(props.final && { styles: { root: { "--button-bg": "var(--tone-bad)", "--button-hover": "var(--tone-bad)", "--button-color": "var(--surface)" } } })}
            loading={work.running}
          >
            {tried ? t("action.retry") : props.confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
