import { useTranslation } from "react-i18next";
import { LinkToGive } from "../ui/LinkToGive";
import styles from "./BuyLink.module.css";

/** The link by which the offer is bought. */
export function BuyLink({ link, active }: { link: string; active: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.hint}>{t("offers.link_hint")}</p>
      <LinkToGive link={link} what={t("offers.link")} open={active} />
    </>
  );
}
