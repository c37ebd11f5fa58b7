import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createKey, KEY_PERMISSIONS } from "../api/keys";
import { missing } from "../form/checks";
import { ChoiceField, TextField } from "../form/fields";
import { useForm } from "../form/use-form";
import { dayAfter, startOfDay } from "../format/day";
import { knownWord, useWords } from "../i18n/words";
import { useSigned, useZone } from "../shell/session-context";
import { KeyPermissionsField } from "./KeyPermissionsField";
import { SecretDialog } from "./SecretDialog";

/** Makes a key in the mode that is open, and shows its secret this once. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { mode } = useSigned();
  const zone = useZone();
  const client = useQueryClient();
  const form = useForm({ kind: "secret" as string, name: "", permissions: [...KEY_PERMISSIONS] as string[], expires_at: "" });
  const { kind, name, permissions, expires_at } = form.values;
  const widget = kind === "widget";
  const check = () => {
    const faults = missing(form.values, ["name"], t);
    if (!widget && permissions.length === 0) faults.set("permissions", t("fault.permission_missing"));
    if (expires_at !== "" && Date.parse(expires_at) <= Date.now() - 86_400_000) faults.set("expires_at", t("fault.day_past"));
    return faults;
  };
  const submit = async () => {
    const shown = await createKey({
      kind: widget ? "widget" : "secret",
      mode,
      name: name.trim(),
      ...(!widget && { permissions }),
      // The day that is named is the last one.
      ...(expires_at !== "" && { expires_at: startOfDay(dayAfter(expires_at), zone) }),
    });
    void client.invalidateQueries({ queryKey: ["keys"] });
    return shown;
  };
  return (
    <SecretDialog
      title={t(mode === "live" ? "keys.create_title_live" : "keys.create_title_test")}
      happens={knownWord("key_kind_text", kind)}
      form={form}
      check={check}
      confirm={t("keys.create_confirm")}
      submit={submit}
      onClose={onClose}
    >
      <ChoiceField form={form} name="kind" label={t("keys.kind")} options={(["secret", "widget"] as const).map((one) => ({ value: one, label: wordFor("key_kind", one) }))} />
      <TextField form={form} name="name" label={t("keys.name")} hint={t("keys.name_hint")} max={60} required focus />
      {!widget && <KeyPermissionsField chosen={permissions} error={form.faults.get("permissions")} onChange={(chosen) => form.set("permissions", chosen)} />}
      <TextField form={form} name="expires_at" label={t("keys.last_day")} hint={t("keys.last_day_hint")} type="date" />
    </SecretDialog>
  );
}
