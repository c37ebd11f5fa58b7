import { IconShieldLock } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { demandsSecondFactor } from "../app/places";
import { useSigned } from "../shell/session-context";
import { Callout } from "../ui/Callout";
import { usePageTitle } from "../ui/usePageTitle";
import styles from "./ProfilePage.module.css";

const TABS = [
  { to: "/profile", word: "profile.person" },
  { to: "/profile/password", word: "profile.password" },
  { to: "/profile/second-factor", word: "profile.second_factor" },
  { to: "/profile/sessions", word: "profile.sessions" },
  { to: "/profile/mail", word: "profile.mail" },
] as const;

/** What a person settles for themselves, each part at its own address. */
export function ProfilePage() {
  const { t } = useTranslation();
  usePageTitle(t("section.profile"));
  const { session } = useSigned();
  const demanded = demandsSecondFactor(session);
  // Notices by e-mail are chosen for each organisation that one belongs to.
  const tabs = TABS.filter(({ to }) => to !== "/profile/mail" || (session.organisation !== null && session.visit === null && !demanded));
  return (
    <section className={styles.page} aria-label={t("section.profile")}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{t("section.profile")}</h1>
        <nav className={styles.tabs} aria-label={t("profile.parts")}>
          {tabs.map(({ to, word }) => (
            <Link key={to} to={to} className={styles.tab} activeOptions={{ exact: true, includeSearch: false }}>{t(word)}</Link>
          ))}
        </nav>
      </header>
      <div className={styles.scroller}>
        <div className={styles.column}>
          {demanded && (
            <div className={styles.callout}>
              <Callout tone="attention" icon={IconShieldLock} role="status" title={t("second_factor.demanded_title")}>
                {t("second_factor.demanded", { name: session.organisation?.name ?? "" })}
              </Callout>
            </div>
          )}
          <Outlet />
        </div>
      </div>
    </section>
  );
}
