import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ShownKey } from "../api/keys";
import styles from "../endpoints/EndpointForm.module.css";
import { Callout } from "../ui/Callout";
import { CopyButton } from "../ui/CopyButton";
import { DialogButtons } from "../ui/Dialog";
import dialog from "../ui/Dialog.module.css";

/** A new key's secret. It cannot be shown again, so only the button closes the window. */
export function ShownKeySecret({ shown, onClose }: { shown: ShownKey; onClose: () => void }) {
  const { t } = useTranslation();
  const parts = [
    ...(shown.key.kind === "widget" ? [{ name: t("keys.widget_key"), value: shown.key.prefix }] : []),
    ...(shown.secret ? [{ name: t("keys.secret"), value: shown.secret }] : []),
    ...(shown.signing_secret ? [{ name: t("keys.signing_secret"), value: shown.signing_secret }] : []),
  ];
  return (
    <div className={dialog.form}>
      <Callout tone="attention" icon={IconKey} role="alert" title={t("keys.shown_once")}>{t("keys.shown_once_text")}</Callout>
      <dl className={styles.secret}>
        {parts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd><span className="mono">{value}</span><CopyButton value={value} what={name} /></dd>
          </div>
        ))}
      </dl>
      <DialogButtons><Button autoFocus onClick={onClose}>{t("endpoints.secrets_kept")}</Button></DialogButtons>
    </div>
  );
}
