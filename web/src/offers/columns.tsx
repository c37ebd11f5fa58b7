import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Offer } from "../api/offers";
import { plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

export function useOfferColumns(): Column<Offer>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Offer>[] => {
    const systems = (row: Offer) => row.systems.map(({ name }) => name).join(", ");
    return [
      { id: "title", header: t("offers.name"), fixed: true, cell: (row) => <span title={row.title}>{row.title}</span>, text: (row) => row.title },
      { id: "number", header: t("payment.number"), end: true, cell: (row) => row.number, text: (row) => String(row.number) },
      { id: "status", header: t("offers.status"), cell: (row) => <StatusMark group="offer_status" code={row.status} />, text: (row) => wordFor("offer_status", row.status) },
      {
        id: "price",
        header: t("offers.price"),
        end: true,
        currency: (row) => row.price.currency,
        cell: (row) => <Amount {...row.price} />,
        text: (row) => plainDecimal(row.price.amount, language),
      },
      { id: "systems", header: t("offers.systems"), cell: (row) => <span title={systems(row)}>{systems(row)}</span>, text: systems },
      { id: "confirm_days", header: t("offers.confirm_days"), end: true, cell: (row) => row.confirm_days, text: (row) => String(row.confirm_days) },
      {
        id: "created_at",
        header: t("offers.created_at"),
        hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
        cell: (row) => <Time at={row.created_at} />,
        text: (row) => sortableTime(row.created_at, zone),
      },
      { id: "link", header: t("offers.link"), extra: true, cell: (row) => <span className="mono" title={row.link}>{row.link}</span>, text: (row) => row.link },
      { id: "description", header: t("offers.description"), extra: true, cell: (row) => <span title={row.description}>{row.description}</span>, text: (row) => row.description },
    ];
  }, [t, language, zone]);
}
