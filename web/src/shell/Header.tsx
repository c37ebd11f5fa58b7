import { FindPayment } from "./FindPayment";
import { LanguageSwitch } from "./LanguageSwitch";
import { MenuDrawer } from "./MenuDrawer";
import { ModeSwitch } from "./ModeSwitch";
import { OrganisationSwitch } from "./OrganisationSwitch";
import { PersonMenu } from "./PersonMenu";
import { SchemeSwitch } from "./SchemeSwitch";
import { UnreadBell } from "./UnreadBell";
import { useSigned } from "./session-context";
import { Logo } from "../ui/Logo";
import styles from "./Header.module.css";

export function Header() {
  const { session } = useSigned();
  const within = session.organisation !== null;
  return (
    <header className={styles.header}>
      <MenuDrawer />
      <span className={styles.logo}><Logo /></span>
      <OrganisationSwitch />
      {within && <ModeSwitch />}
      <span className={styles.spacer} />
      {within && <FindPayment />}
      {within && <UnreadBell />}
      <span className={styles.wide}>
        <LanguageSwitch />
        <SchemeSwitch />
      </span>
      <PersonMenu />
    </header>
  );
}
