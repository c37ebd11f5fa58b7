import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createManualSystem } from "../api/manual-systems";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { Pair } from "../form/Pair";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { useSigned } from "../shell/session-context";
import { SystemFields } from "./SystemFields";
import { bodyOf, systemFaults, typedSystem } from "./typed-system";
import { useOwnCurrency } from "./use-own-currency";

/** Makes a manual payment system in the mode that is open. */
export function CreateSystemDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRequestKey();
  const currency = useOwnCurrency();
  const form = useForm({ ...typedSystem(undefined, currency, i18n.language), id: "" });
  const submit = async () => {
    const id = form.values.id.trim();
    const made = await createManualSystem(mode, { ...bodyOf(form.values), ...(id !== "" && { id }) }, key);
    void client.invalidateQueries({ queryKey: ["manual-systems"] });
    // A first one opens its mode.
    void client.invalidateQueries({ queryKey: ["session"] });
    void navigate({ to: "/organisation/manual-systems", search: (kept) => ({ ...kept, open: made.id }) });
  };
  return (
    <FormDialog
      wide
      title={t("manual_systems.create_title")}
      happens={t(mode === "live" ? "manual_systems.create_text_live" : "manual_systems.create_text_test")}
      form={form}
      check={() => systemFaults(form.values, t)}
      codes={{ terminal_taken: "id", manual_system_taken: "id", name_taken: "name" }}
      confirm={t("manual_systems.create_confirm")}
      submit={submit}
      done={t("manual_systems.saved")}
      onClose={onClose}
    >
      <Pair>
        <TextField form={form} name="name" label={t("manual_systems.name")} hint={t("manual_systems.name_hint")} max={60} required focus />
        <TextField form={form} name="id" label={t("manual_systems.id")} hint={t("manual_systems.id_hint")} max={40} mono />
      </Pair>
      <SystemFields form={form} />
    </FormDialog>
  );
}
