import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { confirmSecondFactor, type SecondFactorSecret } from "../api/second-factor";
import { sessionQuery } from "../api/session";
import { ApiError } from "../api/problem";
import { CodeInput } from "../ui/CodeInput";
import { CopyButton } from "../ui/CopyButton";
import { fieldFaults } from "../ui/field-faults";
import { ProblemCallout } from "../ui/ProblemCallout";
import { isWrongProof } from "../ui/wrong-proof";
import page from "./ProfilePage.module.css";
import { Qr } from "./Qr";
import styles from "./SecondFactor.module.css";

interface Props {
  secret: SecondFactorSecret;
  onCodes: (codes: string[]) => void;
  onCancel: () => void;
}

/** Scan, type the code that the app shows, and it is on. */
export function Enrol({ secret, onCodes, onCancel }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const confirming = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: ({ recovery_codes }) => {
      onCodes(recovery_codes);
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const wrong = isWrongCode(confirming.error);
  const fault = missing ? t("fault.required") : wrong ? t("problem.second_factor_wrong") : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const typed = code.replace(/\s/g, "");
    setMissing(typed === "");
    if (typed !== "" && !confirming.isPending) confirming.mutate(typed);
  };
  return (
    <form onSubmit={send} noValidate>
      <ol className={styles.steps}>
        <li>{t("second_factor.step_app")}</li>
        <li>
          <p>{t("second_factor.step_scan")}</p>
          <Qr text={secret.uri} label={t("second_factor.qr")} />
          <div className={styles.secret}>
            <span>{t("second_factor.by_hand")}</span>
            <span className={`${styles.text} mono`}>{grouped(secret.secret)}</span>
            <CopyButton value={secret.secret} what={t("second_factor.secret")} />
          </div>
        </li>
        <li>
          <div className={page.form}>
            <CodeInput
              label={t("second_factor.step_code")}
              value={code}
              error={fault}
              onChange={(text) => {
                setCode(text);
                setMissing(false);
                if (confirming.isError) confirming.reset();
              }}
            />
            {confirming.isError && !wrong && <ProblemCallout error={confirming.error} title={t("operate.refused_title")} />}
          </div>
        </li>
      </ol>
      <div className={styles.buttons}>
        <Button type="submit" loading={confirming.isPending}>{t("second_factor.confirm")}</Button>
        <Button variant="default" disabled={confirming.isPending} onClick={onCancel}>{t("action.cancel")}</Button>
      </div>
    </form>
  );
}

/** Said as a refusal of the whole, or as a fault of its field. */
function isWrongCode(error: unknown): boolean {
  return isWrongProof(error) || fieldFaults(error).has("code") || (error instanceof ApiError && error.code === "second_factor_wrong");
}

/** In fours, as it is typed by hand. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
