import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { isSecondStep, sessionQuery, type SecondStep } from "../api/session";
import type { Session } from "../api/types";
import { CodeStep } from "./CodeStep";
import { PasswordStep } from "./PasswordStep";

/** Coming in: by login and password, and by the second factor where there is one. */
export function SignInPage() {
  const { back, ended } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<SecondStep | null>(null);
  const [over, setOver] = useState(false);

  const onAnswer = (answer: Session | SecondStep) => {
    if (isSecondStep(answer)) return setStep(answer);
    // Nothing that the one before has seen is left.
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, answer);
    void router.navigate({ href: back ?? "/", replace: true });
  };
  const startOver = (because: "asked" | "over") => {
    setOver(because === "over");
    setStep(null);
  };
  return step === null
    ? <PasswordStep notice={over ? "over" : ended ? "ended" : null} onAnswer={onAnswer} />
    : <CodeStep challenge={step.challenge} onSession={onAnswer} onStartOver={startOver} />;
}
