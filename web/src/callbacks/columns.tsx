import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CallbackRow } from "../api/types";
import { plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { callbackWord } from "../i18n/callback-word";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

export function useCallbackColumns(): Column<CallbackRow>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<CallbackRow>[] => [
    {
      id: "event_id",
      header: t("callbacks.event_id"),
      fixed: true,
      cell: (row) => <span className="mono">{row.event_id}</span>,
      text: (row) => row.event_id,
    },
    {
      id: "received_at",
      header: t("callbacks.received_at"),
      hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
      cell: (row) => <Time at={row.received_at} />,
      text: (row) => sortableTime(row.received_at, zone),
    },
    {
      id: "outcome",
      header: t("callbacks.outcome"),
      cell: (row) => <StatusMark group="outcome" code={row.outcome} />,
      text: (row) => wordFor("outcome", row.outcome),
    },
    {
      id: "kind",
      header: t("callbacks.kind"),
      cell: (row) => callbackWord(row.kind),
      text: (row) => callbackWord(row.kind),
    },
    {
      id: "amount",
      header: t("callbacks.amount"),
      end: true,
      currency: (row) => row.currency ?? "",
      cell: (row) => (row.amount != null && row.currency != null ? <Amount amount={row.amount} currency={row.currency} /> : null),
      text: (row) => (row.amount == null ? "" : plainDecimal(row.amount, language)),
    },
    {
      id: "payment",
      header: t("callbacks.payment"),
      cell: (row) => <PaymentLink number={row.number} />,
      text: (row) => (row.number == null ? "" : String(row.number)),
    },
    { id: "terminal", header: t("callbacks.terminal"), cell: (row) => row.terminal, text: (row) => row.terminal },
    {
      id: "deliveries",
      header: t("callbacks.deliveries"),
      end: true,
      cell: (row) => row.deliveries,
      text: (row) => String(row.deliveries),
    },
  ], [t, language, zone]);
}

export function PaymentLink({ number }: { number: number | null | undefined }) {
  const { t } = useTranslation();
  if (number == null) return <span style={{ color: "var(--ink-soft)" }}>{t("callbacks.no_payment")}</span>;
  return (
    <Link to="/payments/$number" params={{ number: String(number) }} preload={false} aria-label={t("action.open_payment", { number })}>
      {t("payment.number")}{"\u00a0"}{number}
    </Link>
  );
}
