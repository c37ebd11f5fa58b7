import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Channel, type Invoice, SENDS_MAX, sendInvoice } from "../api/invoices";
import type { Picked } from "../clients/picked";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { SendFields } from "./SendFields";
import { contactFaults } from "./typed-invoice";

/** Sends an invoice, or sends it again. */
export function SendDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const queries = useQueryClient();
  const key = useRequestKey();
  // Where it went before, else the client's own.
  const to: Picked = { name: invoice.client.name, label: "", email: invoice.email ?? invoice.client.email ?? "", phone: invoice.phone ?? invoice.client.phone ?? "" };
  const form = useForm<{ send: Channel[]; email: string; phone: string }>({ send: to.email !== "" || to.phone === "" ? ["email"] : ["sms"], email: "", phone: "" });
  const { send, email, phone } = form.values;
  const check = () => {
    const faults = new Map<string, string>();
    if (send.length === 0) faults.set("send", t("invoices.channel_missing"));
    contactFaults(faults, form.values, to, t);
    return faults;
  };
  const submit = async () => {
    await sendInvoice(mode, invoice.number, {
      channels: send,
      ...(send.includes("email") && email.trim() !== "" && { email: email.trim() }),
      ...(send.includes("sms") && phone.trim() !== "" && { phone: phone.trim() }),
    }, key);
    void queries.invalidateQueries({ queryKey: ["invoices"] });
  };
  return (
    <FormDialog
      title={t("invoices.send_title", { number: invoice.number })}
      happens={<>{t("invoices.send_text", { amount: formatMoney(invoice.amount.amount, invoice.amount.currency, i18n.language) })} {t("invoices.sends_left", { count: SENDS_MAX - invoice.sends })}</>}
      form={form}
      check={check}
      confirm={t("invoices.send_confirm")}
      submit={submit}
      done={t("invoices.send_done")}
      onClose={onClose}
    >
      <SendFields form={form} label={t("invoices.send_title", { number: invoice.number })} client={to} />
    </FormDialog>
  );
}
