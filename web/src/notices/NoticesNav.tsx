import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./NoticesNav.module.css";

/** The two pages about notices. */
export function NoticesNav() {
  const { t } = useTranslation();
  return (
    <nav className={styles.pages} aria-label={t("deliveries.pages")}>
      <Link to="/notices/deliveries" className={styles.page} activeOptions={{ includeSearch: false }}>{t("deliveries.page")}</Link>
      <Link to="/notices/endpoints" className={styles.page} activeOptions={{ includeSearch: false }}>{t("endpoints.page")}</Link>
    </nav>
  );
}
