import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OrderPayment } from "../api/orders";
import { clientName } from "../clients/picked";
import { formatDay } from "../format/day";
import { plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { ClientLink } from "./ClientLink";
import { OrderLink } from "./OrderLink";

export function useOrderPaymentColumns(): Column<OrderPayment>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<OrderPayment>[] => {
    const hint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    const paidOn = (row: OrderPayment) => row.manual?.final?.paid_on ?? row.manual?.paid_on;
    const until = (row: OrderPayment) => (row.manual?.state === "open" ? row.manual.confirm_by : null);
    return [
      { id: "number", header: t("sales.payment"), fixed: true, cell: (row) => row.number, text: (row) => String(row.number) },
      { id: "created_at", header: t("sales.created_at"), hint, cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
      { id: "status", header: t("sales.status"), cell: (row) => <StatusMark group="manual_status" code={row.status} />, text: (row) => wordFor("manual_status", row.status) },
      {
        id: "amount",
        header: t("sales.amount"),
        end: true,
        currency: (row) => row.amount.currency,
        cell: (row) => <Amount amount={row.amount.amount} currency={row.amount.currency} />,
        text: (row) => plainDecimal(row.amount.amount, language),
      },
      { id: "system", header: t("sales.system"), cell: (row) => row.system?.name, text: (row) => row.system?.name ?? "" },
      { id: "paid_on", header: t("manual.paid_on"), cell: (row) => formatDay(paidOn(row) ?? "", language), text: (row) => paidOn(row) ?? "" },
      {
        id: "confirm_by",
        header: t("manual.confirm_by"),
        hint,
        cell: (row) => (until(row) === null ? null : <Time at={until(row) ?? ""} />),
        text: (row) => sortable(until(row), zone),
      },
      { id: "client", header: t("sales.client"), cell: (row) => <ClientLink client={row.order.client} />, text: (row) => clientName(row.order.client, t) },
      { id: "order", header: t("sales.order"), cell: (row) => <OrderLink number={row.order.number} />, text: (row) => String(row.order.number) },
      { id: "title", header: t("sales.title"), cell: (row) => <span title={row.order.title}>{row.order.title}</span>, text: (row) => row.order.title },
    ];
  }, [t, language, zone]);
}

const sortable = (at: string | null, zone: string) => (at === null ? "" : sortableTime(at, zone));
