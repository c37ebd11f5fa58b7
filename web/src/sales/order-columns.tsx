import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Order } from "../api/orders";
import { plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { clientName } from "../clients/picked";
import { ClientLink } from "./ClientLink";
import { waysText } from "./ways-text";

export function useOrderColumns(): Column<Order>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Order>[] => {
    const hint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    return [
      { id: "number", header: t("sales.order"), fixed: true, cell: (row) => row.number, text: (row) => String(row.number) },
      { id: "opened_at", header: t("sales.opened_at"), hint, cell: (row) => <Time at={row.opened_at} />, text: (row) => sortableTime(row.opened_at, zone) },
      { id: "status", header: t("sales.status"), cell: (row) => <StatusMark group="order_status" code={row.status} />, text: (row) => wordFor("order_status", row.status) },
      {
        id: "price",
        header: t("sales.price"),
        end: true,
        currency: (row) => row.price.currency,
        cell: (row) => <Amount amount={row.price.amount} currency={row.price.currency} />,
        text: (row) => plainDecimal(row.price.amount, language),
      },
      { id: "title", header: t("sales.title"), cell: (row) => <span title={row.title}>{row.title}</span>, text: (row) => row.title },
      { id: "client", header: t("sales.client"), cell: (row) => <ClientLink client={row.client} />, text: (row) => clientName(row.client, t) },
      { id: "ways", header: t("sales.ways"), cell: (row) => waysText(row), text: waysText },
      { id: "email", header: t("sales.email"), extra: true, cell: (row) => row.client.email, text: (row) => row.client.email ?? "" },
      { id: "source", header: t("sales.source"), extra: true, cell: (row) => wordFor("order_source", row.source), text: (row) => wordFor("order_source", row.source) },
      { id: "offer", header: t("sales.offer"), extra: true, cell: (row) => row.offer, text: (row) => String(row.offer ?? "") },
    ];
  }, [t, language, zone]);
}
