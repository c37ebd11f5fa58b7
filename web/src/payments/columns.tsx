import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PaymentRow } from "../api/types";
import { isZero, plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { AttentionFlag } from "./AttentionFlag";
import { attentionTitle } from "./attention";
import { CardMask } from "./CardMask";
import { marksOf, StatusCell } from "./StatusCell";

interface Manner {
  t: TFunction;
  language: string;
  zone: string;
  zoneHint: string;
}

export function usePaymentColumns(): Column<PaymentRow>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo(() => {
    const zoneHint = t("shell.time_zone", { zone, offset: zoneOffset(language, zone) });
    return columns({ t, language, zone, zoneHint });
  }, [t, language, zone]);
}

function columns(manner: Manner): Column<PaymentRow>[] {
  const { t } = manner;
  return [
    {
      id: "number",
      header: t("payment.number"),
      fixed: true,
      cell: (row) => <>{row.number}{row.attention && <AttentionFlag code={row.attention} />}</>,
      text: (row) => String(row.number),
    },
    time(manner, "created_at"),
    {
      id: "status",
      header: t("payment.status"),
      cell: (row) => <StatusCell row={row} />,
      text: (row) => [wordFor("status", row.status), ...marksOf(row).map((mark) => wordFor("mark", mark))].join(", "),
    },
    money(manner, "amount"),
    {
      id: "notice",
      header: t("payment.notice"),
      cell: (row) => <StatusMark group="notice" code={row.notice} />,
      text: (row) => wordFor("notice", row.notice),
    },
    words(manner, "order"),
    words(manner, "label"),
    {
      id: "card",
      header: t("payment.card"),
      cell: (row) => (row.card ? <CardMask mask={row.card.mask} brand={row.card.brand} /> : <Nil />),
      text: (row) => row.card?.mask ?? "",
    },
    time(manner, "paid_at"),
    {
      id: "attention",
      header: t("payment.attention"),
      extra: true,
      cell: (row) => (row.attention ? attentionTitle(row.attention, t) : <Nil />),
      text: (row) => (row.attention ? attentionTitle(row.attention, t) : ""),
    },
    money(manner, "captured", true),
    money(manner, "refunded", true),
    money(manner, "fee", true),
    money(manner, "capturable", true),
    money(manner, "refundable", true),
    { ...time(manner, "capture_due_at"), extra: true, hint: `${t("payment.capture_due_hint")} · ${manner.zoneHint}` },
    words(manner, "description", true),
    words(manner, "email", true),
    words(manner, "phone", true),
    words(manner, "terminal", true),
    { ...time(manner, "expires_at"), extra: true },
  ];
}

type MoneyField = "amount" | "captured" | "refunded" | "fee" | "capturable" | "refundable";
type WordField = "order" | "label" | "description" | "email" | "phone" | "terminal";
type TimeField = "created_at" | "paid_at" | "expires_at" | "capture_due_at";

function money({ t, language }: Manner, id: MoneyField, extra = false): Column<PaymentRow> {
  return {
    id,
    header: t(`payment.${id}`),
    end: true,
    extra,
    currency: (row) => row.currency,
    cell: (row) => {
      const amount = row[id];
      return amount == null ? <Nil /> : <Amount amount={amount} currency={row.currency} dim={isZero(amount)} />;
    },
    text: (row) => (row[id] == null ? "" : plainDecimal(row[id], language)),
  };
}

function words({ t }: Manner, id: WordField, extra = false): Column<PaymentRow> {
  return {
    id,
    header: t(`payment.${id}`),
    extra,
    cell: (row) => (row[id] ? <span title={row[id]}>{row[id]}</span> : <Nil />),
    text: (row) => row[id] ?? "",
  };
}

function time({ t, zone, zoneHint }: Manner, id: TimeField): Column<PaymentRow> {
  return {
    id,
    header: t(`payment.${id}`),
    hint: zoneHint,
    cell: (row) => (row[id] ? <Time at={row[id]} /> : <Nil />),
    text: (row) => (row[id] ? sortableTime(row[id], zone) : ""),
  };
}

/** Nothing here: seen as such, and not read aloud for every empty cell. */
function Nil() {
  return <span aria-hidden style={{ color: "var(--line-strong)" }}>—</span>;
}
