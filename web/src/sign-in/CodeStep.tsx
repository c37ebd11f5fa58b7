import { Button, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { signInBySecondFactor } from "../api/session";
import type { Session } from "../api/types";
import { CodeInput } from "../ui/CodeInput";
import { isWrongProof } from "../ui/wrong-proof";
import { ProblemCallout } from "../ui/ProblemCallout";
import { DoorPage } from "./DoorPage";
import styles from "./SignInPage.module.css";

interface Props {
  challenge: string;
  onSession: (session: Session) => void;
  onStartOver: (because: "asked" | "over") => void;
}

/** The second step: a code of the authenticator app, or one of the codes kept for when it is lost. */
export function CodeStep({ challenge, onSession, onStartOver }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [missing, setMissing] = useState(false);
  const attempt = useMutation({
    mutationFn: (typed: string) => signInBySecondFactor({ challenge, code: typed }),
    meta: { ownSignIn: true },
    onSuccess: onSession,
    onError: (error) => {
      if (error instanceof ApiError && error.code === "challenge_over") onStartOver("over");
    },
  });
  const wrong = isWrongProof(attempt.error);
  const fault = missing ? t("fault.required") : wrong ? t(recovery ? "sign_in.recovery_code_wrong" : "problem.second_factor_wrong") : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = code.replace(/\s/g, "");
    setMissing(typed === "");
    if (typed !== "" && !attempt.isPending) attempt.mutate(typed);
  };
  const change = (text: string) => {
    setCode(text);
    setMissing(false);
    if (attempt.isError) attempt.reset();
  };
  return (
    <DoorPage title={t("sign_in.second_title")} lead={t(recovery ? "sign_in.second_lead_recovery" : "sign_in.second_lead")} onSubmit={submit}>
      {attempt.isError && !wrong && <ProblemCallout error={attempt.error} />}
      <CodeInput
        key={String(recovery)}
        size="md"
        recovery={recovery}
        label={t(recovery ? "sign_in.recovery_code" : "step_up.code")}
        value={code}
        error={fault}
        onChange={change}
      />
      <Button type="submit" size="md" fullWidth loading={attempt.isPending || attempt.isSuccess} mt="xs">{t("sign_in.submit")}</Button>
      <div className={styles.asides}>
        <UnstyledButton
          className={styles.aside}
          onClick={() => {
            setRecovery(!recovery);
            change("");
          }}
        >
          {t(recovery ? "sign_in.use_app" : "sign_in.use_recovery_code")}
        </UnstyledButton>
        <UnstyledButton className={styles.aside} onClick={() => onStartOver("asked")}>{t("sign_in.start_over")}</UnstyledButton>
      </div>
    </DoorPage>
  );
}
