import { IconAlertTriangle, IconBan, IconPlayerPause, type TablerIcon } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../api/types";
import { Callout } from "../ui/Callout";

interface Matter {
  tone: "bad" | "attention";
  icon: TablerIcon;
  text: string;
}

/** Why a notice does not arrive, and what to do about it. */
export function StateCallout({ delivery, className }: { delivery: Delivery; className?: string | undefined }) {
  const { t } = useTranslation();
  const matter = matterOf(delivery, t);
  if (matter === null) return null;
  return <div className={className}><Callout tone={matter.tone} icon={matter.icon}>{matter.text}</Callout></div>;
}

function matterOf({ state, endpoint }: Delivery, t: TFunction): Matter | null {
  if (state === "delivered") return null;
  const disabled = endpoint.status === "disabled";
  if (endpoint.status === "deleted") return { tone: "attention", icon: IconBan, text: t("deliveries.endpoint_deleted") };
  if (state === "exhausted") {
    const advice = t(disabled ? "deliveries.exhausted_disabled" : "deliveries.exhausted_do");
    return { tone: "bad", icon: IconAlertTriangle, text: `${t("deliveries.exhausted_text")} ${advice}` };
  }
  if (disabled) return { tone: "attention", icon: IconPlayerPause, text: t("deliveries.held_disabled") };
  return state === "held" ? { tone: "attention", icon: IconPlayerPause, text: t("deliveries.held_breaker") } : null;
}
