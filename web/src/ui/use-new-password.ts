import { useState } from "react";
import { useTranslation } from "react-i18next";
import { knownWord } from "../i18n/words";
import { fieldFaults } from "./field-faults";
import { inputsOf, passwordFault } from "./strength";
import { useStrength } from "./use-strength";

/** A password to be: what is typed, how strong it is, and what is wrong with it.
 *  `known`: what the person is called by. `field`: its name in the API, for what the server says of it. */
export function useNewPassword(known: (string | null | undefined)[], field: string, error: unknown) {
  const { t } = useTranslation();
  const [value, setValue] = useState("");
  const [checked, setChecked] = useState<string | null>(null);
  const score = useStrength(value, inputsOf(known));
  const fault = value === "" ? t("fault.required") : faultWord(passwordFault(value, score));
  // What the server said holds for what it was sent.
  const refused = checked === value ? (fieldFaults(error).get(field) ?? null) : null;
  return {
    value,
    score,
    onChange: setValue,
    error: checked === value ? (fault ?? refused) : null,
    /** The password, or null where it will not do: that is then said at the field. */
    check: (): string | null => {
      setChecked(value);
      return fault === null ? value : null;
    },
    clear: () => {
      setValue("");
      setChecked(null);
    },
  };
}

function faultWord(fault: string | null): string | null {
  return fault === null ? null : (knownWord("fault", fault) ?? fault);
}
