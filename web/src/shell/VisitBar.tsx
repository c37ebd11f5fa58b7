import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { endVisit } from "../api/session";
import type { Visit } from "../api/session-types";
import { OPERATORS_HOME } from "../app/places";
import { formatTime } from "../format/time";
import { useWords } from "../i18n/words";
import { problemText } from "../ui/problem-text";
import { useSigned, useZone } from "./session-context";
import styles from "./VisitBar.module.css";

/** While an operator is in somebody's organisation: that they are, until when, and the way out. */
export function VisitBar({ visit }: { visit: Visit }) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const { organisation } = useSigned().session;
  const zone = useZone();
  const { basepath } = useRouter();
  // A new document: nothing of the organisation stays in this one.
  const leave = useMutation({
    mutationFn: () => endVisit(organisation?.slug ?? ""),
    onSuccess: () => window.location.assign(basepath + OPERATORS_HOME),
  });
  return (
    <div className={styles.bar} role="region" aria-label={t("visit.label")}>
      <IconEye size={17} aria-hidden />
      <span className={styles.text}>
        {t("visit.text", { name: organisation?.name ?? "", role: wordFor("visit_role", visit.role), time: formatTime(visit.until, i18n.language, zone) })}
      </span>
      {visit.reason && <span className={styles.reason}>{visit.reason}</span>}
      <span className={styles.spacer} />
      <Button size="compact-xs" variant="white" color="dark" loading={leave.isPending || leave.isSuccess} onClick={() => leave.mutate()}>
        {t("visit.leave")}
      </Button>
      {leave.isError && <span className={styles.failed} role="alert">{problemText(leave.error, t)}</span>}
    </div>
  );
}
