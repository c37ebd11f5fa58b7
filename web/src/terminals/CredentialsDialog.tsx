import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeTerminal, type Terminal, terminalsQuery } from "../api/terminals";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useSigned } from "../shell/session-context";
import { credentialsOf } from "./acquirers";
import { CredentialFields, typedCredentials } from "./CredentialFields";

/** Replaces credentials: what is typed takes the place of what there was, the rest stays. */
export function CredentialsDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<{ credentials: Record<string, string> }>({ credentials: {} });
  const { mode } = useSigned();
  const credentials = credentialsOf(useQuery(terminalsQuery(mode)).data?.acquirers, terminal.acquirer, terminal.credentials);
  const check = () => {
    const none = Object.keys(typedCredentials(form.values.credentials)).length === 0;
    return new Map(none ? [[`credentials.${credentials[0]?.name}`, t("terminals.credential_none_typed")]] : []);
  };
  const submit = async () => {
    await changeTerminal(terminal.terminal, { credentials: typedCredentials(form.values.credentials) });
    void client.invalidateQueries({ queryKey: ["terminals"] });
  };
  return (
    <FormDialog
      title={t("terminals.credentials_title", { name: terminal.name })}
      happens={t("terminals.credentials_text")}
      form={form}
      check={check}
      confirm={t("terminals.credentials_confirm")}
      submit={submit}
      done={t("terminals.credentials_done")}
      onClose={onClose}
    >
      <CredentialFields credentials={credentials} kept={terminal.credentials} values={form.values.credentials} faults={form.faults} onChange={(typed) => form.set("credentials", typed)} />
    </FormDialog>
  );
}
