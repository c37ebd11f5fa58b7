import { Button } from "@mantine/core";
import { IconCheck, IconPlayerPause, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DeliveriesSearch } from "../app/search";
import { Callout } from "../ui/Callout";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import { FilterFacts } from "./FilterFacts";
import type { useResendMany } from "./use-resend-many";

interface Props {
  work: ReturnType<typeof useResendMany>;
  search: DeliveriesSearch;
  /** How many are chosen; none where the filter chooses. */
  picked: number;
  onClose: () => void;
}

/** What will be sent again; then how far it has come. */
export function ResendManyForm({ work, search, picked, onClose }: Props) {
  const { t } = useTranslation();
  const { phase, marked } = work;
  return (
    <div className={styles.form}>
      {picked === 0 && <FilterFacts search={search} />}
      {phase === "asking" && picked > 0 && <div className={styles.happens}>{t("resend.picked_happens", { count: picked })} {t("resend.manner")}</div>}
      {phase === "asking" && picked === 0 && (
        <div className={styles.happens}>
          {t("resend.happens")} {t("resend.manner")}
          {(search.status === undefined || search.status === "delivered") && <> <strong>{t("resend.delivered_too")}</strong></>}
        </div>
      )}
      {phase === "running" && <Callout tone="progress" icon={IconSend} role="status" title={t("resend.marked", { count: marked })}>{t(picked > 0 ? "resend.running_picked" : "resend.running")}</Callout>}
      {phase === "stopped" && <Callout tone="attention" icon={IconPlayerPause} role="status" title={t("resend.marked", { count: marked })}>{t("resend.stopped")}</Callout>}
      {phase === "done" && (
        <Callout tone={marked > 0 ? "good" : "attention"} icon={IconCheck} role="status" title={t("resend.marked", { count: marked })}>
          {t(doneWord(marked, picked))}
        </Callout>
      )}
      {phase === "failed" && <ProblemCallout error={work.problem} title={t("resend.marked", { count: marked })} />}
      <Buttons work={work} onClose={onClose} />
    </div>
  );
}

function doneWord(marked: number, picked: number) {
  if (marked === 0) return "resend.none";
  return marked < picked ? "resend.done_part" : "resend.done";
}

function Buttons({ work, onClose }: Omit<Props, "search" | "picked">) {
  const { t } = useTranslation();
  const { phase } = work;
  if (phase === "running") {
    return <DialogButtons><Button autoFocus variant="default" onClick={work.stop}>{t("resend.stop")}</Button></DialogButtons>;
  }
  if (phase === "done") return <DialogButtons><Button autoFocus onClick={onClose}>{t("operate.understood")}</Button></DialogButtons>;
  return (
    <DialogButtons>
      <Button variant="default" onClick={onClose}>{t(phase === "asking" ? "action.cancel" : "action.close")}</Button>
      <Button autoFocus data-autofocus onClick={work.run}>{t(phase === "asking" ? "resend.confirm" : "resend.go_on")}</Button>
    </DialogButtons>
  );
}
