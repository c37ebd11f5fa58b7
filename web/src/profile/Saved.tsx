import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./ProfilePage.module.css";

/** Beside the button that saved it. */
export function Saved({ shown, text }: { shown: boolean; text?: string }) {
  const { t } = useTranslation();
  return (
    <span role="status">
      {shown && <span className={styles.saved}><IconCheck size={16} aria-hidden /> {text ?? t("profile.saved")}</span>}
    </span>
  );
}
