import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { testEndpoint } from "../api/endpoints";
import type { Endpoint } from "../api/types";
import { useAnnounce } from "../ui/Announcer";
import { Callout } from "../ui/Callout";
import { Check } from "../ui/Check";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import { TesterCases } from "./TesterCases";

/** Tries a handler in six ways in which notices really come, and says what a good one does. */
export function TesterDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const live = endpoint.mode === "live";
  const [confirmed, setConfirmed] = useState(false);
  const testing = useMutation({
    mutationFn: () => testEndpoint(endpoint.id, live && confirmed),
    onSuccess: ({ cases }) => announce(t("tester.passed", { count: cases.filter(({ verdict }) => verdict === "passed").length })),
  });
  const { data, isPending } = testing;
  const label = data === undefined ? "tester.run" : "tester.again";
  return (
    <Dialog wide title={t("tester.title", { name: endpoint.name || endpoint.address })} onClose={onClose} busy={isPending}>
      <div className={styles.form}>
        <p className={styles.happens}>{t("tester.text")}</p>
        <TesterCases format={endpoint.format} cases={data?.cases} busy={isPending} />
        {live && (
          <Callout tone="attention" icon={IconAlertTriangle} title={t("tester.live_title")}>
            {t("tester.live_text")}
            <div style={{ marginTop: "0.5rem" }}><Check label={t("tester.live_confirm")} checked={confirmed} disabled={isPending} onChange={setConfirmed} /></div>
          </Callout>
        )}
        {isPending && <Callout tone="progress" icon={IconClock} role="status">{t("tester.running")}</Callout>}
        {testing.isError && !isPending && <ProblemCallout error={testing.error} title={t("tester.not_run")} />}
        <DialogButtons>
          <Button variant="default" onClick={onClose} disabled={isPending}>{t("action.close")}</Button>
          <Button data-autofocus loading={isPending} disabled={live && !confirmed} onClick={() => testing.mutate()}>{t(label)}</Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
