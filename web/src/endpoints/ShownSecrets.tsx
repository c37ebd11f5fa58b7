import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ShownSecret } from "../api/types";
import { useWords } from "../i18n/words";
import { Callout } from "../ui/Callout";
import { CopyButton } from "../ui/CopyButton";
import { DialogButtons } from "../ui/Dialog";
import dialog from "../ui/Dialog.module.css";
import styles from "./EndpointForm.module.css";

/** New secrets. They cannot be shown again, so only the button closes the window. */
export function ShownSecrets({ secrets, onClose }: { secrets: ShownSecret[]; onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={dialog.form}>
      <Callout tone="attention" icon={IconKey} role="alert" title={t("endpoints.shown_once")}>{t("endpoints.shown_once_text")}</Callout>
      <dl className={styles.secret}>
        {secrets.map(({ name, value }) => (
          <div key={name}>
            <dt>{wordFor("secret_part", name)}</dt>
            <dd><span className="mono">{value}</span><CopyButton value={value} what={wordFor("secret_part", name)} /></dd>
          </div>
        ))}
      </dl>
      <DialogButtons><Button autoFocus onClick={onClose}>{t("endpoints.secrets_kept")}</Button></DialogButtons>
    </div>
  );
}
