import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSigned } from "../shell/session-context";
import { Section } from "../ui/Section";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondFactorOff } from "./SecondFactorOff";
import { SecondFactorOn } from "./SecondFactorOn";

/** The second factor: off, on, or its recovery codes, which are shown this once. */
export function SecondFactorTab() {
  const { t } = useTranslation();
  const { second_factor: on } = useSigned().session.person;
  const [codes, setCodes] = useState<string[] | null>(null);
  const body = () => {
    if (codes !== null) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
    return on ? <SecondFactorOn onCodes={setCodes} /> : <SecondFactorOff onCodes={setCodes} />;
  };
  return <Section title={t("profile.second_factor")}>{body()}</Section>;
}
