import { useSigned } from "./session-context";
import { FindPayment } from "./FindPayment";
import { LanguageSwitch } from "./LanguageSwitch";
import { MenuDrawer } from "./MenuDrawer";
import { ModeSwitch } from "./ModeSwitch";
import { PersonMenu } from "./PersonMenu";
import { SchemeSwitch } from "./SchemeSwitch";
import { Logo } from "../ui/Logo";
import styles from "./Header.module.css";

export function Header() {
  const { session } = useSigned();
  return (
    <header className={styles.header}>
      <MenuDrawer />
      <span className={styles.logo}><Logo /></span>
      <span className={styles.organisation} title={session.organisation.name}>{session.organisation.name}</span>
      <ModeSwitch />
      <span className={styles.spacer} />
      <FindPayment />
      <span className={styles.wide}>
        <LanguageSwitch />
        <SchemeSwitch />
      </span>
      <PersonMenu />
    </header>
  );
}
