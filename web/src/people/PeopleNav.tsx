import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "../notices/NoticesNav.module.css";

/** Those who are in, and those who have been asked. */
export function PeopleNav() {
  const { t } = useTranslation();
  return (
    <nav className={styles.pages} aria-label={t("people.pages")}>
      <Link to="/organisation/people" className={styles.page} activeOptions={{ exact: true, includeSearch: false }}>{t("people.title")}</Link>
      <Link to="/organisation/people/invitations" className={styles.page} activeOptions={{ includeSearch: false }}>{t("invitations.title")}</Link>
    </nav>
  );
}
