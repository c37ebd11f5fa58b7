import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createOffer } from "../api/offers";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { useOwnCurrency } from "../manual-systems/use-own-currency";
import { useSigned } from "../shell/session-context";
import { OfferFields } from "./OfferFields";
import { bodyOf, offerFaults, typedOffer } from "./typed-offer";

/** Makes an offer in the mode that is open; its link and button are beside the list afterwards. */
export function CreateOfferDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRequestKey();
  const currency = useOwnCurrency();
  const form = useForm(typedOffer(undefined, currency, i18n.language));
  const submit = async () => {
    const made = await createOffer(mode, bodyOf(form.values), key);
    void client.invalidateQueries({ queryKey: ["offers"] });
    void navigate({ to: "/offers", search: (kept) => ({ ...kept, open: String(made.number) }) });
  };
  return (
    <FormDialog
      wide
      title={t("offers.create_title")}
      happens={t(mode === "live" ? "offers.create_text_live" : "offers.create_text_test")}
      form={form}
      check={() => offerFaults(form.values, t)}
      confirm={t("offers.create_confirm")}
      submit={submit}
      done={t("offers.saved")}
      onClose={onClose}
    >
      <OfferFields form={form} />
    </FormDialog>
  );
}
