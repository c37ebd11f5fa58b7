import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Money } from "../api/manual-systems";
import styles from "./Pair.module.css";

interface Props {
  name: string;
  label: string;
  hint?: string;
  value: Money;
  faults: ReadonlyMap<string, string>;
  onChange: (value: Money) => void;
  required?: boolean;
  /** The amount is counted elsewhere. */
  counted?: boolean;
  /** Where only one currency will do. */
  fixedCurrency?: boolean;
  focus?: boolean;
}

/** An amount as decimal text beside its currency. */
export function MoneyField({ name, label, hint, value, faults, onChange, required = false, counted = false, fixedCurrency = false, focus = false }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.pair} data-kind="money">
      <TextInput
        label={label}
        description={hint}
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        required={required}
        readOnly={counted}
        data-autofocus={focus || undefined}
        styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
        value={value.amount}
        error={faults.get(`${name}.amount`) ?? faults.get(name)}
        onChange={(event) => onChange({ ...value, amount: event.currentTarget.value })}
      />
      <TextInput
        label={t("payment.currency")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={3}
        required={required}
        readOnly={fixedCurrency}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={value.currency}
        error={faults.get(`${name}.currency`)}
        onChange={(event) => onChange({ ...value, currency: event.currentTarget.value.toUpperCase() })}
      />
    </div>
  );
}
