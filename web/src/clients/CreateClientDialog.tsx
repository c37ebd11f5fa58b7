import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createClient, refreshClients } from "../api/clients";
import { trimmed } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { useSigned } from "../shell/session-context";
import { ClientFields, type TypedClient } from "./ClientFields";
import { clientFaults } from "./typed";

/** Enters somebody new. */
export function CreateClientDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session, mode } = useSigned();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const key = useRequestKey();
  const form = useForm<TypedClient>({ name: "", email: "", phone: "", label: "", language: session.organisation?.language ?? "ru" });
  const submit = async () => {
    const typed = Object.entries(trimmed(form.values)).filter(([, value]) => value !== "");
    const client = await createClient(mode, Object.fromEntries(typed), key);
    void refreshClients(cache);
    void navigate({ to: "/clients", search: { open: String(client.number) } });
  };
  return (
    <FormDialog
      title={t("clients.create_title")}
      form={form}
      check={() => clientFaults(form.values, t)}
      confirm={t("clients.create_confirm")}
      submit={submit}
      done={t("clients.saved")}
      onClose={onClose}
    >
      <ClientFields form={form} />
    </FormDialog>
  );
}
