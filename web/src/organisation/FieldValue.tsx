import { useTranslation } from "react-i18next";
import type { Organisation } from "../api/organisation";
import { zoneOffset } from "../format/time";
import styles from "./DetailsPage.module.css";
import type { Field } from "./groups";

/** A field of the organisation as people read it. What is empty says so: it is not forgotten, it is not set. */
export function FieldValue({ organisation, field }: { organisation: Organisation; field: Field }) {
  const { t, i18n } = useTranslation();
  const none = (text: string) => <span className={styles.none}>{text}</span>;
  switch (field) {
    case "language":
      return t(`language.${organisation.language === "ru" ? "ru" : "en"}`);
    case "time_zone":
      return <>{organisation.time_zone} ({zoneOffset(i18n.language, organisation.time_zone)})</>;
    case "second_factor_required":
      return t(organisation.second_factor_required ? "organisation.second_factor_yes" : "organisation.second_factor_no");
    case "payout_idle_days":
    case "personal_days": {
      const days = organisation[field];
      return days === null ? none(t(`organisation.${field}_never`)) : t(`organisation.${field}_after`, { count: days });
    }
    case "sites":
      return organisation.sites.length === 0 ? none(t("organisation.no_sites")) : <span className={`${styles.lines} mono`}>{organisation.sites.join("\n")}</span>;
    default:
      return organisation[field] === "" ? none(t("organisation.not_set")) : <span className={styles.lines}>{organisation[field]}</span>;
  }
}
