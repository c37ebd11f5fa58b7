import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { rotateSecret } from "../api/endpoints";
import { refreshNotices } from "../api/notices";
import type { Endpoint } from "../api/types";
import { useWords } from "../i18n/words";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import { formatOf } from "./formats";
import { OwnSecrets } from "./OwnSecrets";
import { ShownSecrets } from "./ShownSecrets";

interface Props {
  endpoint: Endpoint;
  scheme: string;
  onClose: () => void;
}

/** Renews a secret: says for how long both sign, then shows the new one this once. */
export function RotateDialog({ endpoint, scheme, onClose }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const client = useQueryClient();
  const [own, setOwn] = useState<Record<string, string>>({});
  const rotating = useMutation({
    mutationFn: () => rotateSecret(endpoint.id, scheme, Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ""))),
    onSettled: () => void refreshNotices(client),
  });
  const { data, isPending } = rotating;
  const title = data === undefined ? t("endpoints.rotate_title", { scheme: wordFor("format", scheme) }) : t("endpoints.secrets_title");
  return (
    <Dialog title={title} onClose={onClose} busy={isPending} firm={data !== undefined}>
      {data !== undefined ? <ShownSecrets secrets={data.secrets} onClose={onClose} /> : (
        <div className={styles.form}>
          <div className={styles.happens}>
            {t("endpoints.rotate_text")} {t(scheme === "standard" ? "endpoints.rotate_standard" : "endpoints.rotate_turns")}
          </div>
          <OwnSecrets format={formatOf(scheme)} own={own} onOwn={(part, value) => setOwn({ ...own, [part]: value })} faults={fieldFaults(rotating.error)} />
          {rotating.isError && !isPending && <ProblemCallout error={rotating.error} title={t("operate.refused_title")} />}
          <DialogButtons>
            <Button variant="default" onClick={onClose} disabled={isPending}>{t("action.cancel")}</Button>
            <Button data-autofocus loading={isPending} onClick={() => rotating.mutate()}>{t("endpoints.rotate_confirm")}</Button>
          </DialogButtons>
        </div>
      )}
    </Dialog>
  );
}
