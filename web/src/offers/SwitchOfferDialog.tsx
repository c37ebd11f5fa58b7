import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Offer, type OfferStatus, switchOffer } from "../api/offers";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  offer: Offer;
  to: OfferStatus;
  onClose: () => void;
}

/** Begins or ends an offer's selling, after saying what that means for those who have its link. */
export function SwitchOfferDialog({ offer, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const submit = async () => {
    await switchOffer(offer.mode, offer.number, to);
    announce(t("offers.saved"));
    void client.invalidateQueries({ queryKey: ["offers"] });
  };
  return (
    <ConfirmDialog title={`${t(`offer_switch.${to}`)}: ${offer.title}`} confirm={t(`offer_switch.${to}`)} final={to === "archived"} submit={submit} onClose={onClose}>
      {t(`offer_switch_text.${to}`)}
    </ConfirmDialog>
  );
}
