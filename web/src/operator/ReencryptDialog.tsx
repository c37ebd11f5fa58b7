import { Button } from "@mantine/core";
import { IconCheck, IconKey, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Reencrypted } from "../api/operator";
import { Callout } from "../ui/Callout";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import progress from "./ReencryptDialog.module.css";
import { useReencrypt } from "./use-reencrypt";

/** Says what will happen, then how far it has come. */
export function ReencryptDialog({ of, onClose }: { of: Reencrypted; onClose: () => void }) {
  const { t } = useTranslation();
  const work = useReencrypt(of);
  const { phase, done, left } = work;
  const title = t("encryption.done", { count: done });
  return (
    <Dialog title={`${t("encryption.run")}: ${t(`encrypted.${of}`)}`} onClose={onClose} busy={phase === "running"}>
      <div className={styles.form}>
        {phase === "asking" && <div className={styles.happens}>{t("encryption.happens")}</div>}
        {phase === "running" && <Callout tone="progress" icon={IconKey} role="status" title={title}>{left === null ? t("encryption.running") : t("encryption.left", { left })}</Callout>}
        {phase === "stopped" && <Callout tone="attention" icon={IconPlayerPause} role="status" title={title}>{t("encryption.stopped", { left: left ?? 0 })}</Callout>}
        {phase === "done" && <Callout tone="good" icon={IconCheck} role="status" title={title}>{t("encryption.finished")}</Callout>}
        {phase === "failed" && <ProblemCallout error={work.problem} title={title} />}
        {left !== null && done + left > 0 && <progress className={progress.bar} max={done + left} value={done} aria-label={t("encryption.progress")} />}
        <Buttons work={work} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Buttons({ work, onClose }: { work: ReturnType<typeof useReencrypt>; onClose: () => void }) {
  const { t } = useTranslation();
  const { phase } = work;
  if (phase === "running") return <DialogButtons><Button variant="default" onClick={work.stop}>{t("resend.stop")}</Button></DialogButtons>;
  if (phase === "done") return <DialogButtons><Button autoFocus onClick={onClose}>{t("action.close")}</Button></DialogButtons>;
  return (
    <DialogButtons>
      <Button variant="default" onClick={onClose}>{t(phase === "asking" ? "action.cancel" : "action.close")}</Button>
      <Button data-autofocus onClick={work.run}>{t(phase === "asking" ? "encryption.run" : "resend.go_on")}</Button>
    </DialogButtons>
  );
}
