import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OperateFormState } from "./use-operate-form";

interface Props {
  form: OperateFormState;
  currency: string;
  disabled: boolean;
}

/** An amount as decimal text, with either decimal sign. */
export function AmountField({ form, currency, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      data-autofocus
      label={t("operate.amount", { currency })}
      inputMode="decimal"
      autoComplete="off"
      maxLength={24}
      readOnly={disabled}
      value={form.typed}
      error={form.amountFault}
      styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
      onChange={(event) => form.setTyped(event.currentTarget.value)}
    />
  );
}
