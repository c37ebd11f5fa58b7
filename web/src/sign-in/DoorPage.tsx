import type { FormEvent, ReactNode } from "react";
import { LanguageSwitch } from "../shell/LanguageSwitch";
import { SchemeSwitch } from "../shell/SchemeSwitch";
import { Logo } from "../ui/Logo";
import { usePageTitle } from "../ui/usePageTitle";
import styles from "./SignInPage.module.css";

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
