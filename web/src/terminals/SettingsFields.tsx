import { useTranslation } from "react-i18next";
import { ChecksField } from "../form/ChecksField";
import { ChoiceField, LongField, NumberField, TextField } from "../form/fields";
import type { Form } from "../form/use-form";
import { useWords } from "../i18n/words";
import { TERMINAL_OPERATIONS } from "./acquirers";
import type { TerminalSettings } from "./settings";

/** What can be changed about a terminal later, too. */
export function SettingsFields<T extends TerminalSettings>({ form: any }: { form: Form<T> }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  // The fields of T beyond these are none of this component's business.
  const form = any as unknown as Form<TerminalSettings>;
  return (
    <>
      <TextField form={form} name="name" label={t("terminals.name")} hint={t("terminals.name_hint")} max={100} required />
      <LongField form={form} name="description" label={t("terminals.description")} max={500} rows={2} />
      <ChoiceField
        form={form}
        name="stages"
        label={t("terminals.stages")}
        options={(["1", "2"] as const).map((stages) => ({ value: stages, label: t(`terminal_stages_long.${stages}`) }))}
      />
      {form.values.stages === "2" && (
        <>
          <ChoiceField
            form={form}
            name="at_deadline"
            label={t("terminals.at_deadline")}
            options={(["capture", "release"] as const).map((what) => ({ value: what, label: t(`terminal_deadline.${what}`) }))}
          />
          <NumberField form={form} name="deadline_hours" label={t("terminals.deadline_hours")} hint={t("terminals.deadline_hours_hint")} max={3} />
        </>
      )}
      <ChecksField
        label={t("terminals.operations")}
        hint={t("terminals.operations_hint")}
        options={TERMINAL_OPERATIONS.map((one) => ({ value: one, label: wordFor("terminal_operation", one) }))}
        chosen={form.values.operations}
        error={form.faults.get("operations")}
        onChange={(operations) => form.set("operations", operations)}
      />
    </>
  );
}
