import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Rate } from "../api/rates";
import { formatDay } from "../format/day";
import { formatDecimal, plainDecimal } from "../format/money";
import { sortableTime, zoneOffset } from "../format/time";
import { actorWord, wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { Time } from "../ui/Time";

export function useRateColumns(): Column<Rate>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Rate>[] => [
    { id: "pair", header: t("rates.pair"), fixed: true, cell: (row) => `${row.base} / ${row.quote}`, text: (row) => `${row.base}/${row.quote}` },
    { id: "rate", header: t("rates.rate"), hint: t("rates.rate_hint"), end: true, cell: (row) => formatDecimal(row.rate, language), text: (row) => plainDecimal(row.rate, language) },
    { id: "source", header: t("rates.source"), cell: (row) => wordFor("rate_source", row.source), text: (row) => wordFor("rate_source", row.source) },
    { id: "day", header: t("rates.day"), hint: t("rates.day_hint"), cell: (row) => formatDay(row.day, language), text: (row) => row.day },
    {
      id: "at",
      header: t("rates.at"),
      hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
      cell: (row) => <Time at={row.at} />,
      text: (row) => sortableTime(row.at, zone),
    },
    { id: "actor", header: t("rates.actor"), extra: true, cell: (row) => actorWord(row.actor, t), text: (row) => actorWord(row.actor, t) },
  ], [t, language, zone]);
}
