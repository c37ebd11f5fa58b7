import { useTranslation } from "react-i18next";
import type { Offer } from "../api/offers";
import { LongField, NumberField, TextField } from "../form/fields";
import { MoneyField } from "../form/MoneyField";
import type { Form } from "../form/use-form";
import { SystemsField } from "../pay-systems/SystemsField";
import { usePaySystems } from "../pay-systems/use-pay-systems";
import { useSigned } from "../shell/session-context";
import type { TypedOffer } from "./typed-offer";

/** What is sold, for how much, and how it may be paid. */
export function OfferFields({ form, offer }: { form: Form<TypedOffer>; offer?: Offer }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const ways = usePaySystems(mode);
  const { values, faults } = form;
  const manual = (id: string) => [...ways.ways, ...(offer?.systems ?? [])].some((way) => way.id === id && way.kind === "manual");
  return (
    <>
      <TextField form={form} name="title" label={t("offers.name")} hint={t("offers.name_hint")} max={120} required focus />
      <LongField form={form} name="description" label={t("offers.description")} hint={t("offers.description_hint")} max={2000} rows={3} />
      <MoneyField name="price" label={t("offers.price")} required value={values.price} faults={faults} onChange={(price) => form.set("price", price)} />
      <SystemsField
        label={t("offers.systems")}
        hint={t("offers.systems_hint")}
        ways={ways}
        before={offer?.systems ?? []}
        currency={values.price.currency}
        chosen={values.systems}
        error={faults.get("systems")}
        onChange={(systems) => form.set("systems", systems)}
      />
      {(values.systems.some(manual) || faults.has("confirm_days")) && <NumberField form={form} name="confirm_days" label={t("offers.confirm_days")} hint={t("offers.confirm_days_hint")} max={3} />}
      <TextField form={form} name="success_url" label={t("offers.success_url")} hint={t("offers.success_url_hint")} type="url" max={2000} placeholder="https://shop.example.com/thanks" />
    </>
  );
}
