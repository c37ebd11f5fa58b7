import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ManualSystem } from "../api/manual-systems";
import { formatMoney, isZero, plainDecimal } from "../format/money";
import { sortableTime } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

export function useSystemColumns(): Column<ManualSystem>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<ManualSystem>[] => {
    const words = (id: "merchant_name" | "merchant_description" | "comment_hint" | "description"): Column<ManualSystem> => ({
      id,
      header: t(`manual_systems.${id}`),
      extra: true,
      cell: (row) => <span title={row[id]}>{row[id]}</span>,
      text: (row) => row[id],
    });
    const fixed = (row: ManualSystem) => (isZero(row.fixed_fee.amount) ? "" : formatMoney(row.fixed_fee.amount, row.fixed_fee.currency, language));
    return [
      { id: "name", header: t("manual_systems.name"), fixed: true, cell: (row) => row.name, text: (row) => row.name },
      { id: "status", header: t("manual_systems.status"), cell: (row) => <StatusMark group="standing" code={row.status} />, text: (row) => wordFor("standing", row.status) },
      { id: "currencies", header: t("manual_systems.currencies"), cell: (row) => row.currencies.join(", "), text: (row) => row.currencies.join(", ") },
      {
        id: "commission",
        header: t("manual_systems.commission"),
        end: true,
        cell: (row) => `${plainDecimal(row.commission_percent, language)}\u00a0%`,
        text: (row) => plainDecimal(row.commission_percent, language),
      },
      { id: "fixed_fee", header: t("manual_systems.fixed_fee"), end: true, cell: fixed, text: fixed },
      { id: "income_currency", header: t("manual_systems.income_currency"), cell: (row) => row.income_currency, text: (row) => row.income_currency },
      { id: "transaction_currency", header: t("manual_systems.transaction_currency"), cell: (row) => row.transaction_currency, text: (row) => row.transaction_currency },
      { id: "id", header: t("manual_systems.id"), cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id },
      words("merchant_name"),
      words("merchant_description"),
      words("comment_hint"),
      words("description"),
      { id: "created_at", header: t("manual_systems.created_at"), extra: true, cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
    ];
  }, [t, language, zone]);
}
