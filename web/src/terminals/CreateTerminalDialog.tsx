import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Acquirer, createTerminal } from "../api/terminals";
import { missing } from "../form/checks";
import { ChoiceField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useWords } from "../i18n/words";
import { useSigned } from "../shell/session-context";
import { credentialsOf, TERMINAL_KINDS } from "./acquirers";
import { CredentialFields, typedCredentials } from "./CredentialFields";
import { bodyOf, settingsOf } from "./settings";
import { SettingsFields } from "./SettingsFields";

/** Makes a terminal in the mode that is open. */
export function CreateTerminalDialog({ acquirers, onClose }: { acquirers: readonly Acquirer[]; onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { mode } = useSigned();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ ...settingsOf(undefined), terminal: "", acquirer: acquirers[0]?.name ?? "", kind: "ecom", credentials: {} as Record<string, string> });
  const { values } = form;
  const credentials = credentialsOf(acquirers, values.acquirer, {});
  const check = () => {
    const faults = missing(values, ["terminal", "name"], t);
    for (const { name, required } of credentials) if (required && !values.credentials[name]?.trim()) faults.set(`credentials.${name}`, t("fault.required"));
    return faults;
  };
  const submit = async () => {
    const terminal = values.terminal.trim();
    await createTerminal({ terminal, acquirer: values.acquirer, kind: values.kind, mode, ...bodyOf(values), credentials: typedCredentials(values.credentials) });
    void client.invalidateQueries({ queryKey: ["terminals"] });
    // A first terminal opens its mode.
    void client.invalidateQueries({ queryKey: ["session"] });
    void navigate({ to: "/organisation/terminals", search: (kept) => ({ ...kept, open: terminal }) });
  };
  return (
    <FormDialog
      wide
      title={t("terminals.create_title")}
      happens={t(mode === "live" ? "terminals.create_text_live" : "terminals.create_text_test")}
      form={form}
      check={check}
      codes={{ terminal_taken: "terminal", name_taken: "name" }}
      confirm={t("terminals.create_confirm")}
      submit={submit}
      done={t("terminals.saved")}
      onClose={onClose}
    >
      <ChoiceField form={form} name="acquirer" label={t("terminals.acquirer")} options={acquirers.map(({ name }) => ({ value: name, label: wordFor("acquirer", name) }))} />
      <TextField form={form} name="terminal" label={t("terminals.id")} hint={t("terminals.id_hint")} max={40} mono required focus />
      <ChoiceField form={form} name="kind" label={t("terminals.kind")} options={TERMINAL_KINDS.map((kind) => ({ value: kind, label: wordFor("terminal_kind", kind) }))} />
      <SettingsFields form={form} />
      <CredentialFields credentials={credentials} values={values.credentials} faults={form.faults} onChange={(typed) => form.set("credentials", typed)} />
    </FormDialog>
  );
}
