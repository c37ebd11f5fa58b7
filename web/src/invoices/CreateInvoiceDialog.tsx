import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createInvoice } from "../api/invoices";
import { ClientPicker } from "../clients/ClientPicker";
import type { Picked } from "../clients/picked";
import { ChoiceField, LongField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { Pair } from "../form/Pair";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { LANGUAGES } from "../i18n";
import { useOwnCurrency } from "../manual-systems/use-own-currency";
import { SystemsField } from "../pay-systems/SystemsField";
import { usePaySystems } from "../pay-systems/use-pay-systems";
import { useSigned } from "../shell/session-context";
import { AmountChoice } from "./AmountChoice";
import { ExpiryField } from "./ExpiryField";
import { SendFields } from "./SendFields";
import { bodyOf, invoiceFaults, newInvoice } from "./typed-invoice";
import { useOrganisationZone } from "./use-organisation-zone";

/** Bills a client, in the mode that is open. */
export function CreateInvoiceDialog({ client = null, onClose }: { client?: Picked | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const zone = useOrganisationZone();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const key = useRequestKey();
  const currency = useOwnCurrency();
  const form = useForm(() => newInvoice(client, currency, zone));
  const ways = usePaySystems(mode);
  const { values, faults } = form;
  const submit = async () => {
    const made = await createInvoice(mode, bodyOf(values, zone), key);
    for (const name of ["invoices", "clients", "orders", "payments"]) void queries.invalidateQueries({ queryKey: [name] });
    void navigate({ to: "/invoices", search: (kept) => ({ ...kept, open: String(made.number) }) });
  };
  return (
    <FormDialog
      wide
      title={t("invoices.create_title")}
      happens={t(mode === "live" ? "invoices.create_text_live" : "invoices.create_text_test")}
      form={form}
      check={() => invoiceFaults(values, zone, t)}
      codes={{ client_exists: "client", client_not_found: "client" }}
      confirm={t(values.send.length > 0 ? "invoices.create_and_send" : "invoices.create_confirm")}
      submit={submit}
      done={t("invoices.created")}
      onClose={onClose}
    >
      <ClientPicker label={t("invoices.client")} name="client" value={values.client} faults={faults} focus={client === null} onChange={(picked) => form.set("client", picked)} />
      <AmountChoice form={form} />
      <LongField form={form} name="description" label={t("invoices.description")} hint={t("invoices.description_hint")} max={1000} rows={2} />
      <ExpiryField value={values.expires_at} zone={zone} error={faults.get("expires_at")} onChange={(value) => form.set("expires_at", value)} />
      <SystemsField
        label={t("invoices.systems")}
        hint={t("invoices.systems_hint")}
        ways={ways}
        currency={values.amount.currency}
        chosen={values.systems}
        error={faults.get("systems")}
        onChange={(systems) => form.set("systems", systems)}
      />
      <SendFields form={form} label={t("invoices.send")} hint={t("invoices.send_hint")} client={values.client} />
      <Pair>
        <ChoiceField
          form={form}
          name="language"
          label={t("invoices.language")}
          options={[{ value: "", label: t("invoices.language_of_client") }, ...LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))]}
        />
        <TextField form={form} name="order" label={t("invoices.merchant_order")} max={300} />
      </Pair>
    </FormDialog>
  );
}
