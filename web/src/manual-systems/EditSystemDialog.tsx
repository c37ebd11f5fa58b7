import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeManualSystem, type ManualSystem } from "../api/manual-systems";
import { changesOf } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { SystemFields } from "./SystemFields";
import { bodyOf, systemFaults, typedSystem } from "./typed-system";

/** Changes how a system is set; what was confirmed already keeps its fees. */
export function EditSystemDialog({ system, onClose }: { system: ManualSystem; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const before = typedSystem(system, system.income_currency, i18n.language);
  const form = useForm(before);
  const submit = async () => {
    const change = changesOf(bodyOf(before), bodyOf(form.values));
    if (Object.keys(change).length > 0) await changeManualSystem(system.mode, system.id, change);
    void client.invalidateQueries({ queryKey: ["manual-systems"] });
  };
  return (
    <FormDialog
      wide
      title={t("manual_systems.edit_title", { name: system.name })}
      happens={t("manual_systems.edit_text")}
      form={form}
      check={() => systemFaults(form.values, t)}
      codes={{ name_taken: "name" }}
      confirm={t("action.save")}
      submit={submit}
      done={t("manual_systems.saved")}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={t("manual_systems.name")} hint={t("manual_systems.name_hint")} max={60} required focus />
      <SystemFields form={form} />
    </FormDialog>
  );
}
