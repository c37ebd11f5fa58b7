import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { copyOffer, type Offer } from "../api/offers";
import { useRequestKey } from "../form/use-request-key";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

/** Makes another offer with the same settings, and opens it. */
export function CopyOfferDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const key = useRequestKey();
  const submit = async () => {
    const made = await copyOffer(offer.mode, offer.number, key);
    announce(t("offers.saved"));
    void client.invalidateQueries({ queryKey: ["offers"] });
    void navigate({ to: "/offers", search: (kept) => ({ ...kept, open: String(made.number) }) });
  };
  return (
    <ConfirmDialog title={t("offers.copy_title", { title: offer.title })} confirm={t("offers.copy_confirm")} submit={submit} onClose={onClose}>
      {t("offers.copy_text")}
    </ConfirmDialog>
  );
}
