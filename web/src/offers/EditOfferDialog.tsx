import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeOffer, type Offer } from "../api/offers";
import { changesOf } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { OfferFields } from "./OfferFields";
import { bodyOf, offerFaults, typedOffer } from "./typed-offer";

/** Changes an offer; orders that were made keep what they were made for. */
export function EditOfferDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const before = typedOffer(offer, offer.price.currency, i18n.language);
  const form = useForm(before);
  const submit = async () => {
    const change = changesOf(bodyOf(before), bodyOf(form.values));
    if (Object.keys(change).length > 0) await changeOffer(offer.mode, offer.number, change);
    void client.invalidateQueries({ queryKey: ["offers"] });
  };
  return (
    <FormDialog
      wide
      title={t("offers.edit_title", { title: offer.title })}
      happens={t("offers.edit_text")}
      form={form}
      check={() => offerFaults(form.values, t)}
      confirm={t("action.save")}
      submit={submit}
      done={t("offers.saved")}
      onClose={onClose}
    >
      <OfferFields form={form} offer={offer} />
    </FormDialog>
  );
}
