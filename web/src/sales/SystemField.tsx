import type { Form } from "../form/use-form";
import type { PaySystem } from "../api/offers";
import { ChoiceField } from "../form/fields";
import { useTranslation } from "react-i18next";

/** By which of an offer's manual systems it was paid. Where there is one, nothing is asked. */
export function SystemField<T extends { system: string }>({ form, systems }: { form: Form<T>; systems: readonly PaySystem[] }) {
  const { t } = useTranslation();
  if (systems.length < 2) return null;
  return (
    <ChoiceField
      form={form as unknown as Form<{ system: string }>}
      name="system"
      label={t("sales.system")}
      options={systems.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

export const manualOf = (systems: readonly PaySystem[]) => systems.filter(({ kind, status }) => kind === "manual" && status === "active");
