import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { disableSecondFactor, newRecoveryCodes } from "../api/second-factor";
import { sessionQuery } from "../api/session";
import { useSigned } from "../shell/session-context";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import page from "./ProfilePage.module.css";
import styles from "./SecondFactor.module.css";

/** The second factor is on: new codes, or off again. */
export function SecondFactorOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { organisation } = useSigned().session;
  const [asked, setAsked] = useState<"codes" | "disable" | null>(null);
  const renew = async () => onCodes((await newRecoveryCodes()).recovery_codes);
  const disable = async () => {
    await disableSecondFactor();
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const close = () => setAsked(null);
  return (
    <>
      <p className={styles.state} data-on><IconShieldCheck size={17} aria-hidden /> {t("second_factor.is_on")}</p>
      <p className={page.lead}>{t("second_factor.on_text")}</p>
      <div className={styles.buttons}>
        <Button variant="default" aria-haspopup="dialog" onClick={() => setAsked("codes")}>{t("second_factor.new_codes")}</Button>
        <Button variant="default" aria-haspopup="dialog" onClick={() => setAsked("disable")}>{t("second_factor.disable")}</Button>
      </div>
      {asked === "codes" && (
        <ConfirmDialog title={t("second_factor.new_codes")} confirm={t("second_factor.new_codes_confirm")} submit={renew} onClose={close}>
          {t("second_factor.new_codes_text")}
        </ConfirmDialog>
      )}
      {asked === "disable" && (
        <ConfirmDialog final title={t("second_factor.disable")} confirm={t("second_factor.disable_confirm")} submit={disable} onClose={close}>
          {t("second_factor.disable_text")}
          {organisation?.second_factor_required && <div>{t("second_factor.disable_demanded", { name: organisation.name })}</div>}
        </ConfirmDialog>
      )}
    </>
  );
}
