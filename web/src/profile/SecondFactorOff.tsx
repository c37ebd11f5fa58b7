import { Button } from "@mantine/core";
import { IconShieldOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { beginSecondFactor } from "../api/second-factor";
import { ProblemCallout } from "../ui/ProblemCallout";
import { Enrol } from "./Enrol";
import page from "./ProfilePage.module.css";
import styles from "./SecondFactor.module.css";

/** There is no second factor: what it is for, and the way to it. */
export function SecondFactorOff({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const begun = useMutation({ mutationFn: beginSecondFactor });
  if (begun.data !== undefined) return <Enrol secret={begun.data} onCodes={onCodes} onCancel={() => begun.reset()} />;
  return (
    <>
      <p className={styles.state}><IconShieldOff size={17} aria-hidden /> {t("second_factor.is_off")}</p>
      <p className={page.lead}>{t("second_factor.text")}</p>
      {begun.isError && <ProblemCallout error={begun.error} title={t("operate.refused_title")} />}
      <div className={styles.buttons}><Button loading={begun.isPending} onClick={() => begun.mutate()}>{t("second_factor.begin")}</Button></div>
    </>
  );
}
