import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { copyTerminal, type Terminal } from "../api/terminals";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";

/** Makes another terminal with the same settings. */
export function CopyTerminalDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ terminal: "", name: terminal.name });
  const submit = async () => {
    const id = form.values.terminal.trim();
    await copyTerminal(terminal.terminal, { terminal: id, name: form.values.name.trim() });
    void client.invalidateQueries({ queryKey: ["terminals"] });
    void navigate({ to: "/organisation/terminals", search: (kept) => ({ ...kept, open: id }) });
  };
  return (
    <FormDialog
      title={t("terminals.copy_title", { name: terminal.name })}
      happens={t("terminals.copy_text")}
      form={form}
      check={() => missing(form.values, ["terminal", "name"], t)}
      codes={{ terminal_taken: "terminal", name_taken: "name" }}
      confirm={t("terminals.copy_confirm")}
      submit={submit}
      done={t("terminals.saved")}
      onClose={onClose}
    >
      <TextField form={form} name="terminal" label={t("terminals.id")} hint={t("terminals.id_hint")} max={40} mono required focus />
      <TextField form={form} name="name" label={t("terminals.name")} max={100} required />
    </FormDialog>
  );
}
