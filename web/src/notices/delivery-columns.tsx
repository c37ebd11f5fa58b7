import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../api/types";
import { PaymentLink } from "../callbacks/columns";
import { sortableTime, zoneOffset } from "../format/time";
import { eventWord } from "../i18n/event-word";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Time } from "../ui/Time";
import { attemptsText } from "./attempts-text";
import { DeliveryState } from "./DeliveryState";
import { answerText, LastAnswer } from "./LastAnswer";

export function useDeliveryColumns(): Column<Delivery>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Delivery>[] => {
    const zoneHint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    return [
      {
        id: "created_at",
        header: t("deliveries.created_at"),
        hint: zoneHint,
        fixed: true,
        cell: (row) => <Time at={row.created_at} />,
        text: (row) => sortableTime(row.created_at, zone),
      },
      {
        id: "event_type",
        header: t("deliveries.event_type"),
        cell: (row) => <span title={row.event_type}>{eventWord(row.event_type)}</span>,
        text: (row) => eventWord(row.event_type),
      },
      {
        id: "number",
        header: t("deliveries.payment"),
        cell: (row) => <PaymentLink number={row.number} />,
        text: (row) => (row.number == null ? "" : String(row.number)),
      },
      {
        id: "endpoint",
        header: t("deliveries.endpoint"),
        cell: (row) => <span title={row.endpoint.address}>{endpointName(row)}</span>,
        text: endpointName,
      },
      {
        id: "state",
        header: t("deliveries.state"),
        cell: (row) => <DeliveryState delivery={row} />,
        text: (row) => [wordFor("postback_state", row.state), ...(row.resending ? [wordFor("delivery_mark", "resending")] : [])].join(", "),
      },
      {
        id: "attempts",
        header: t("deliveries.attempts"),
        hint: t("deliveries.attempts_hint"),
        end: true,
        cell: attemptsText,
        // Not "3/50", which a spreadsheet would take for a date.
        text: (row) => String(row.attempts_made),
      },
      {
        id: "last_answer",
        header: t("deliveries.last_answer"),
        cell: (row) => <LastAnswer delivery={row} />,
        text: (row) => answerText(row, t),
      },
      {
        id: "next_attempt_at",
        header: t("deliveries.next_attempt"),
        hint: zoneHint,
        cell: (row) => (row.next_attempt_at ? <Time at={row.next_attempt_at} /> : null),
        text: (row) => (row.next_attempt_at ? sortableTime(row.next_attempt_at, zone) : ""),
      },
      {
        id: "address",
        header: t("endpoints.address"),
        extra: true,
        cell: (row) => <span title={row.endpoint.address}>{row.endpoint.address}</span>,
        text: (row) => row.endpoint.address,
      },
      { id: "postback_id", header: t("deliveries.id"), extra: true, cell: (row) => row.postback_id, text: (row) => row.postback_id },
    ];
  }, [t, language, zone]);
}

export function endpointName({ endpoint }: Delivery): string {
  return endpoint.name === "" ? endpoint.address : endpoint.name;
}
