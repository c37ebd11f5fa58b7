import { IconAlertTriangle } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../shell/LanguageSwitch";
import { SchemeSwitch } from "../shell/SchemeSwitch";
import { Callout } from "../ui/Callout";
import { Logo } from "../ui/Logo";
import { problemText, requestIdOf } from "../ui/problem-text";
import { usePageTitle } from "../ui/usePageTitle";
import styles from "./SignInPage.module.css";
import { TimeLeft } from "./TimeLeft";
import { ApiError } from "../api/problem";

interface Props {
  title: string;
  lead?: ReactNode;
  /** Where there is something to send. */
  onSubmit?: (event: FormEvent) => void;
  children: ReactNode;
}

/** A page outside of the cabinet: one card, and the switches under it. */
export function DoorPage({ title, lead, onSubmit, children }: Props) {
  usePageTitle(title);
  const inside = (
    <>
      <div className={styles.brand}><Logo /></div>
      <h1 className={styles.title}>{title}</h1>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </>
  );
  return (
    <main className={styles.page}>
      {onSubmit ? <form className={styles.form} onSubmit={onSubmit} noValidate>{inside}</form> : <div className={styles.form}>{inside}</div>}
      <div className={styles.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </main>
  );
}

/** Why nobody was let in; and when it is worth trying again. */
export function DoorProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Callout tone="bad" icon={IconAlertTriangle} role="alert">
      {problemText(error, t)}
      {error instanceof ApiError && error.retryAtMs !== null && <TimeLeft until={error.retryAtMs} />}
      {requestId && <div className={styles.request}>{t("problem.request_id", { id: requestId })}</div>}
    </Callout>
  );
}
