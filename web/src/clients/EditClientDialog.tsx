import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeClient, type Client, refreshClients } from "../api/clients";
import { changesOf, trimmed } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useSigned } from "../shell/session-context";
import { ClientFields, type TypedClient } from "./ClientFields";
import { clientFaults } from "./typed";
import { clientName } from "./picked";

/** Changes who a client is; what is emptied is cleared. */
export function EditClientDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const cache = useQueryClient();
  const before: TypedClient = { name: client.name, email: client.email ?? "", phone: client.phone ?? "", label: client.label ?? "", language: client.language };
  const form = useForm<TypedClient>(before);
  const submit = async () => {
    const changed = Object.entries(changesOf(before, trimmed(form.values)));
    const body = Object.fromEntries(changed.map(([name, value]) => [name, value === "" ? null : value]));
    if (changed.length > 0) await changeClient(mode, client.number, body);
    void refreshClients(cache);
  };
  return (
    <FormDialog
      title={t("clients.edit_title", { name: clientName(client, t) })}
      form={form}
      check={() => clientFaults(form.values, t)}
      confirm={t("action.save")}
      submit={submit}
      done={t("clients.saved")}
      onClose={onClose}
    >
      <ClientFields form={form} />
    </FormDialog>
  );
}
