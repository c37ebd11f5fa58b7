import { useTranslation } from "react-i18next";
import { LongField, TextField } from "../form/fields";
import { MoneyField } from "../form/MoneyField";
import { Pair } from "../form/Pair";
import type { Form } from "../form/use-form";
import type { TypedSystem } from "./typed-system";

/** Everything about a manual payment system that can be changed later, too; its image has a window of its own. */
export function SystemFields<T extends TypedSystem>({ form: any }: { form: Form<T> }) {
  const { t } = useTranslation();
  // The fields of T beyond these are none of this component's business.
  const form = any as unknown as Form<TypedSystem>;
  return (
    <>
      <TextField form={form} name="description" label={t("manual_systems.description")} hint={t("manual_systems.description_hint")} max={500} />
      <Pair>
        <TextField form={form} name="commission_percent" label={t("manual_systems.commission")} hint={t("manual_systems.commission_hint")} max={12} />
        <MoneyField
          name="fixed_fee"
          label={t("manual_systems.fixed_fee")}
          value={form.values.fixed_fee}
          faults={form.faults}
          onChange={(value) => form.set("fixed_fee", value)}
        />
      </Pair>
      <TextField form={form} name="currencies" label={t("manual_systems.currencies")} hint={t("manual_systems.currencies_hint")} max={200} mono required placeholder="RUB, USD" />
      <Pair>
        <TextField form={form} name="income_currency" label={t("manual_systems.income_currency")} hint={t("manual_systems.income_currency_hint")} max={3} mono required />
        <TextField form={form} name="transaction_currency" label={t("manual_systems.transaction_currency")} hint={t("manual_systems.transaction_currency_hint")} max={3} mono required />
      </Pair>
      <TextField form={form} name="merchant_name" label={t("manual_systems.merchant_name")} hint={t("manual_systems.merchant_name_hint")} max={120} />
      <LongField form={form} name="merchant_description" label={t("manual_systems.merchant_description")} hint={t("manual_systems.merchant_description_hint")} max={2000} rows={3} />
      <TextField form={form} name="comment_hint" label={t("manual_systems.comment_hint")} hint={t("manual_systems.comment_hint_hint")} max={200} />
    </>
  );
}
