import { useTranslation } from "react-i18next";
import type { Channel } from "../api/invoices";
import type { Picked } from "../clients/picked";
import { ChecksField } from "../form/ChecksField";
import { TextField } from "../form/fields";
import { Pair } from "../form/Pair";
import type { Form } from "../form/use-form";
import { ownContact } from "./typed-invoice";

interface Typed {
  send: Channel[];
  email: string;
  phone: string;
}

interface Props<T> {
  form: Form<T>;
  label: string;
  hint?: string;
  /** Whose own addresses are taken where none is typed. */
  client: Picked | null;
}

/** By which ways the client gets it, and where to. */
export function SendFields<T extends Typed>({ form: any, label, hint, client }: Props<T>) {
  const { t } = useTranslation();
  const form = any as unknown as Form<Typed>;
  const { send } = form.values;
  const hintOf = (channel: Channel) => (ownContact(client, channel) === "" ? undefined : t("invoices.contact_of_client"));
  return (
    <>
      <ChecksField
        label={label}
        {...(hint !== undefined && { hint })}
        options={[{ value: "email", label: t("invoices.by_email") }, { value: "sms", label: t("invoices.by_sms") }]}
        chosen={send}
        error={form.faults.get("send") ?? form.faults.get("channels")}
        onChange={(chosen) => form.set("send", chosen as Channel[])}
      />
      {send.length > 0 && (
        <Pair>
          {send.includes("email") && <TextField form={form} name="email" label={t("invoices.email")} hint={hintOf("email")} type="email" max={254} placeholder={ownContact(client, "email")} />}
          {send.includes("sms") && <TextField form={form} name="phone" label={t("invoices.phone")} hint={hintOf("sms") ?? t("invoices.phone_hint")} type="tel" max={20} placeholder={ownContact(client, "sms")} />}
        </Pair>
      )}
    </>
  );
}
