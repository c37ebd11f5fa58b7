import { useTranslation } from "react-i18next";
import { ChoiceField, TextField } from "../form/fields";
import { Pair } from "../form/Pair";
import type { Form } from "../form/use-form";
import { useWords } from "../i18n/words";

export interface TypedClient {
  name: string;
  email: string;
  phone: string;
  label: string;
  language: string;
}

/** Who a client is. */
export function ClientFields({ form }: { form: Form<TypedClient> }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <TextField form={form} name="name" label={t("clients.name")} max={200} focus />
      <Pair>
        <TextField form={form} name="email" label={t("clients.email")} type="email" max={254} />
        <TextField form={form} name="phone" label={t("clients.phone")} type="tel" max={20} placeholder="+7" />
      </Pair>
      <TextField form={form} name="label" label={t("clients.label")} hint={t("clients.label_hint")} max={200} />
      <ChoiceField
        form={form}
        name="language"
        label={t("clients.language")}
        hint={t("clients.language_hint")}
        options={["ru", "en"].map((code) => ({ value: code, label: wordFor("language", code) }))}
      />
    </>
  );
}
