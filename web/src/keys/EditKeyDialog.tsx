import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ApiKey, changeKey } from "../api/keys";
import { changesOf, missing } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { KeyPermissionsField } from "./KeyPermissionsField";

/** Changes what a key is called and what it may do; it takes effect within a minute. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = { name: apiKey.name, permissions: [...apiKey.permissions].sort() };
  const form = useForm(before);
  const secret = apiKey.kind === "secret";
  const check = () => {
    const faults = missing(form.values, ["name"], t);
    if (secret && form.values.permissions.length === 0) faults.set("permissions", t("fault.permission_missing"));
    return faults;
  };
  const submit = async () => {
    const change = changesOf(before, { name: form.values.name.trim(), permissions: [...form.values.permissions].sort() });
    if (Object.keys(change).length > 0) await changeKey(apiKey.prefix, change);
    void client.invalidateQueries({ queryKey: ["keys"] });
  };
  return (
    <FormDialog
      title={t("keys.edit_title", { name: apiKey.name || apiKey.prefix })}
      {...(secret && { happens: t("keys.edit_text") })}
      form={form}
      check={check}
      confirm={t("action.save")}
      submit={submit}
      done={t("keys.saved")}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={t("keys.name")} max={60} required focus />
      {secret && <KeyPermissionsField chosen={form.values.permissions} error={form.faults.get("permissions")} onChange={(chosen) => form.set("permissions", chosen)} />}
    </FormDialog>
  );
}
