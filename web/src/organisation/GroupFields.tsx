import { useTranslation } from "react-i18next";
import type { Organisation } from "../api/organisation";
import { CheckField, ChoiceField, LongField, NumberField, TextField } from "../form/fields";
import type { Form } from "../form/use-form";
import { LANGUAGES } from "../i18n";
import { useSigned } from "../shell/session-context";
import type { Group, Typed } from "./groups";
import { zonesWith } from "./zones";

interface Props {
  group: Group;
  form: Form<Typed>;
  organisation: Organisation;
}

export function GroupFields({ group, form, organisation }: Props) {
  const { t } = useTranslation();
  const field = <Name extends keyof Typed>(name: Name) => ({ form, name, label: t(`organisation_field.${name}`) });
  const hint = (name: "name" | "legal_name" | "site" | "sites" | "response_url" | "currency" | "payout_url" | "payout_idle_days" | "personal_days") =>
    t(`organisation_hint.${name}`);
  switch (group) {
    case "names":
      return (
        <>
          <TextField {...field("name")} hint={hint("name")} max={100} required focus />
          <TextField {...field("legal_name")} hint={hint("legal_name")} max={200} />
        </>
      );
    case "contacts":
      return (
        <>
          <TextField {...field("email")} type="email" max={254} focus />
          <LongField {...field("contacts")} max={500} />
          <LongField {...field("address")} max={500} rows={2} />
          <TextField {...field("site")} hint={hint("site")} type="url" placeholder="https://shop.example.com" />
        </>
      );
    case "sites":
      return (
        <>
          <LongField {...field("sites")} hint={hint("sites")} max={4000} rows={5} />
          <TextField {...field("response_url")} hint={hint("response_url")} type="url" max={2000} />
        </>
      );
    case "region":
      return (
        <>
          <ChoiceField {...field("language")} focus options={LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))} />
          <ChoiceField {...field("time_zone")} options={zonesWith(organisation.time_zone).map((zone) => ({ value: zone, label: zone }))} />
          <TextField {...field("currency")} hint={hint("currency")} max={3} mono />
        </>
      );
    case "payouts":
      return (
        <>
          <TextField {...field("payout_url")} hint={hint("payout_url")} type="url" max={2000} focus />
          <NumberField {...field("payout_idle_days")} hint={hint("payout_idle_days")} max={3} />
        </>
      );
    case "security":
      return (
        <>
          <SecondFactorField form={form} />
          <NumberField {...field("personal_days")} hint={hint("personal_days")} max={4} />
        </>
      );
  }
}

/** Demanded by an owner alone, who must have one themselves: nobody shuts themselves out. */
function SecondFactorField({ form }: { form: Form<Typed> }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const has = session.person.second_factor;
  const owner = session.role === "owner";
  const why = !owner ? t("organisation.second_factor_owner") : has ? t("organisation.second_factor_hint") : t("organisation.second_factor_own");
  return <CheckField form={form} name="second_factor_required" label={t("organisation_field.second_factor_required")} hint={why} disabled={!owner || (!has && !form.values.second_factor_required)} />;
}
