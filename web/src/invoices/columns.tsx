import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Invoice } from "../api/invoices";
import { clientName } from "../clients/picked";
import { plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { AttentionFlag } from "../payments/AttentionFlag";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

export function useInvoiceColumns(): Column<Invoice>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Invoice>[] => {
    const hint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    const time = (id: "expires_at" | "created_at" | "paid_at" | "last_sent_at", header: string, extra = false): Column<Invoice> => ({
      id,
      header,
      hint,
      extra,
      cell: (row) => row[id] !== null && <Time at={row[id]} />,
      text: (row) => (row[id] === null ? "" : sortableTime(row[id], zone)),
    });
    const words = (id: "description" | "email" | "phone"): Column<Invoice> => ({
      id,
      header: t(`invoices.${id}`),
      extra: true,
      cell: (row) => <span title={row[id] ?? ""}>{row[id]}</span>,
      text: (row) => row[id] ?? "",
    });
    return [
      {
        id: "number",
        header: t("invoices.number"),
        fixed: true,
        cell: (row) => <>{row.number}{row.attention && <AttentionFlag code={row.attention} />}</>,
        text: (row) => String(row.number),
      },
      { id: "status", header: t("invoices.status"), cell: (row) => <StatusMark group="invoice_status" code={row.status} />, text: (row) => wordFor("invoice_status", row.status) },
      { id: "client", header: t("invoices.client"), cell: (row) => <span title={clientName(row.client, t)}>{clientName(row.client, t)}</span>, text: (row) => clientName(row.client, t) },
      {
        id: "amount",
        header: t("invoices.amount"),
        end: true,
        currency: (row) => row.amount.currency,
        cell: (row) => <Amount {...row.amount} />,
        text: (row) => plainDecimal(row.amount.amount, language),
      },
      time("expires_at", t("invoices.expires")),
      time("created_at", t("invoices.created_at")),
      time("paid_at", t("invoices.paid_at")),
      { id: "sends", header: t("invoices.sends"), end: true, cell: (row) => row.sends, text: (row) => String(row.sends) },
      time("last_sent_at", t("invoices.last_sent_at"), true),
      words("description"),
      words("email"),
      words("phone"),
      { id: "payment", header: t("invoices.payment"), extra: true, cell: (row) => row.payment, text: (row) => String(row.payment) },
    ];
  }, [t, language, zone]);
}
