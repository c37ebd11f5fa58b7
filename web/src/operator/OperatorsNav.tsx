import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "../notices/NoticesNav.module.css";

/** Those who run the platform, and those who have been asked to. */
export function OperatorsNav() {
  const { t } = useTranslation();
  return (
    <nav className={styles.pages} aria-label={t("operators.pages")}>
      <Link to="/operator/operators" className={styles.page} activeOptions={{ exact: true, includeSearch: false }}>{t("operators.title")}</Link>
      <Link to="/operator/operators/invitations" className={styles.page} activeOptions={{ includeSearch: false }}>{t("invitations.title")}</Link>
    </nav>
  );
}
