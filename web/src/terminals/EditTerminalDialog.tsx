import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeTerminal, type Terminal } from "../api/terminals";
import { changesOf, missing } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { bodyOf, settingsOf } from "./settings";
import { SettingsFields } from "./SettingsFields";

export function EditTerminalDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = settingsOf(terminal);
  const form = useForm(before);
  const submit = async () => {
    const change = changesOf(bodyOf(before), bodyOf(form.values));
    if (Object.keys(change).length > 0) await changeTerminal(terminal.terminal, change);
    void client.invalidateQueries({ queryKey: ["terminals"] });
  };
  return (
    <FormDialog
      title={t("terminals.edit_title", { name: terminal.name })}
      happens={t("terminals.edit_text")}
      form={form}
      check={() => missing(form.values, ["name"], t)}
      codes={{ name_taken: "name" }}
      confirm={t("action.save")}
      submit={submit}
      done={t("terminals.saved")}
      onClose={onClose}
    >
      <SettingsFields form={form} />
    </FormDialog>
  );
}
