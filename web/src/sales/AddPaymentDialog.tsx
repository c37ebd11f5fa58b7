import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Client } from "../api/clients";
import type { Offer } from "../api/offers";
import { refreshMoney } from "../api/operations";
import { createOrder } from "../api/orders";
import { ClientPicker } from "../clients/ClientPicker";
import { isKnown, type Picked } from "../clients/picked";
import { DateField, LongField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { Pair } from "../form/Pair";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { orderOf, orderFaults } from "./add-typed";
import { OfferField } from "./OfferField";
import { manualOf, SystemField } from "./SystemField";
import { usePayDays } from "./use-pay-days";

interface Props {
  /** Where it is added from the client's card. */
  client?: Client;
  onClose: () => void;
}

/** Records an order with its manual payment, without the payer. */
export function AddPaymentDialog({ client, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const key = useRequestKey();
  const days = usePayDays();
  const form = useForm({
    client: (client ?? null) as Picked | null,
    offer: null as Offer | null,
    system: "",
    email: client?.email ?? "",
    phone: client?.phone ?? "",
    paid_on: days.last,
    comment: "",
  });
  const { offer } = form.values;
  const systems = manualOf(offer?.systems ?? []);
  const submit = async () => {
    const order = await createOrder(mode, orderOf(form.values), key);
    void refreshMoney(cache);
    if (client === undefined) void navigate({ to: "/sales/orders", search: { open: String(order.number) } });
  };
  const choose = (picked: Picked | null) => {
    form.set("client", picked);
    form.set("email", isKnown(picked) ? (picked.email ?? "") : "");
    form.set("phone", isKnown(picked) ? (picked.phone ?? "") : "");
  };
  const known = form.values.client === null || isKnown(form.values.client);
  return (
    <FormDialog
      title={t("sales.add_title")}
      happens={
        offer === null
          ? t(`sales.add_text_${mode}`)
          : t("sales.add_happens", { title: offer.title, amount: formatMoney(offer.price.amount, offer.price.currency, i18n.language), count: offer.confirm_days })
      }
      form={form}
      check={() => orderFaults(form.values, days, t)}
      codes={{ client_not_found: "client", offer_not_found: "offer", offer_inactive: "offer", offer_without_manual_system: "offer" }}
      confirm={t("sales.add_confirm")}
      submit={submit}
      done={t("sales.add_done")}
      onClose={onClose}
    >
      {client === undefined && <ClientPicker label={t("sales.client")} name="client" value={form.values.client} faults={form.faults} onChange={choose} manualAccount focus />}
      <OfferField
        chosen={offer}
        error={form.faults.get("offer")}
        focus={client !== undefined}
        onChosen={(chosen) => {
          form.set("offer", chosen);
          form.set("system", manualOf(chosen?.systems ?? [])[0]?.id ?? "");
        }}
      />
      <SystemField form={form} systems={systems} />
      {known && (
        <Pair>
          <TextField form={form} name="email" label={t("sales.email")} type="email" max={254} />
          <TextField form={form} name="phone" label={t("sales.phone")} type="tel" max={20} />
        </Pair>
      )}
      <DateField form={form} name="paid_on" label={t("manual.paid_on")} min={days.first} max={days.last} />
      <LongField form={form} name="comment" label={t("manual.comment")} hint={t("sales.comment_hint")} max={2000} />
    </FormDialog>
  );
}
