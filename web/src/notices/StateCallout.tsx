import { IconAlertTriangle, IconBan, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../api/types";
import { Callout } from "../ui/Callout";

/** Why a notice does not arrive, and what to do about it. */
export function StateCallout({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { state, endpoint } = delivery;
  if (state === "delivered") return null;
  if (endpoint.status === "deleted") return <Callout tone="attention" icon={IconBan}>{t("deliveries.endpoint_deleted")}</Callout>;
  if (state === "exhausted") {
    return (
      <Callout tone="bad" icon={IconAlertTriangle}>
        {t("deliveries.exhausted_text")} {t(endpoint.status === "disabled" ? "deliveries.exhausted_disabled" : "deliveries.exhausted_do")}
      </Callout>
    );
  }
  if (state === "held" || endpoint.status === "disabled") {
    return <Callout tone="attention" icon={IconPlayerPause}>{t(endpoint.status === "disabled" ? "deliveries.held_disabled" : "deliveries.held_breaker")}</Callout>;
  }
  return null;
}
