import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createOrganisation } from "../api/operator";
import { missing, trimmed } from "../form/checks";
import { ChoiceField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { LANGUAGES } from "../i18n";
import { zonesWith } from "../organisation/zones";
import { useZone } from "../shell/session-context";

/** Makes an organisation, and asks its owner in by a letter. */
export function CreateOrganisationDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ slug: "", name: "", legal_name: "", owner_email: "", currency: "RUB", language: i18n.language, time_zone: zone });
  const check = () => {
    const faults = missing(form.values, ["name", "slug", "owner_email"], t);
    const slug = form.values.slug.trim();
    if (slug !== "" && !/^[a-z0-9-]{2,40}$/.test(slug)) faults.set("slug", t("fault.slug_malformed"));
    return faults;
  };
  const submit = async () => {
    const body = trimmed(form.values);
    await createOrganisation({ ...body, currency: body.currency.toUpperCase() });
    void client.invalidateQueries({ queryKey: ["organisations"] });
    void navigate({ to: "/operator/organisations", search: (kept) => ({ ...kept, open: body.slug }) });
  };
  return (
    <FormDialog
      title={t("organisations.create_title")}
      happens={t("organisations.create_text")}
      form={form}
      check={check}
      codes={{ slug_taken: "slug" }}
      confirm={t("organisations.create_confirm")}
      submit={submit}
      done={t("organisations.created")}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={t("organisation_field.name")} hint={t("organisation_hint.name")} max={100} required focus />
      <TextField form={form} name="slug" label={t("organisation.slug")} hint={t("organisations.slug_hint")} max={40} mono required />
      <TextField form={form} name="legal_name" label={t("organisation_field.legal_name")} hint={t("organisation_hint.legal_name")} max={200} />
      <TextField form={form} name="owner_email" label={t("organisations.owner_email")} hint={t("organisations.owner_email_hint")} type="email" max={254} required />
      <TextField form={form} name="currency" label={t("organisation_field.currency")} hint={t("organisation_hint.currency")} max={3} mono />
      <ChoiceField form={form} name="language" label={t("organisation_field.language")} options={LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))} />
      <ChoiceField form={form} name="time_zone" label={t("organisation_field.time_zone")} options={zonesWith(zone).map((one) => ({ value: one, label: one }))} />
    </FormDialog>
  );
}
