import { IconArchive, IconCopyPlus, IconPencil, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Offer, OfferStatus } from "../api/offers";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { CopyOfferDialog } from "./CopyOfferDialog";
import { EditOfferDialog } from "./EditOfferDialog";
import { SwitchOfferDialog } from "./SwitchOfferDialog";

/** What this person may do with an offer. What is archived stays so; it can be copied. */
export function OfferActions({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<"edit" | "copy" | OfferStatus | null>(null);
  const close = () => setAsked(null);
  if (!may(session, "settings")) return null;
  const { status, title } = offer;
  return (
    <div className={tools.actions}>
      {status !== "archived" && <ActionButton icon={IconPencil} label={t("action.edit")} of={title} onClick={() => setAsked("edit")} />}
      <ActionButton icon={IconCopyPlus} label={t("offers.copy")} of={title} onClick={() => setAsked("copy")} />
      {status === "active" && <ActionButton icon={IconPlayerPause} label={t("offer_switch.inactive")} of={title} onClick={() => setAsked("inactive")} />}
      {status === "inactive" && <ActionButton icon={IconPlayerPlay} label={t("offer_switch.active")} of={title} onClick={() => setAsked("active")} />}
      {status !== "archived" && <ActionButton icon={IconArchive} label={t("offer_switch.archived")} of={title} onClick={() => setAsked("archived")} />}
      {asked === "edit" && <EditOfferDialog offer={offer} onClose={close} />}
      {asked === "copy" && <CopyOfferDialog offer={offer} onClose={close} />}
      {(asked === "active" || asked === "inactive" || asked === "archived") && <SwitchOfferDialog offer={offer} to={asked} onClose={close} />}
    </div>
  );
}
