import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Fee, Terminal } from "../api/terminals";
import { formatMoney, plainDecimal } from "../format/money";
import { sortableTime } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { deadlineText } from "./deadline-text";
import { FeeLines } from "./FeeLines";

export function useTerminalColumns(): Column<Terminal>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<Terminal>[] => {
    const fee = (id: string, header: string, text: (fee: Fee) => string): Column<Terminal> => ({
      id,
      header,
      end: true,
      cell: (row) => <FeeLines fees={row.fees} text={text} />,
      text: (row) => row.fees.map(text).join("; "),
    });
    const percent = (value: string) => `${plainDecimal(value, language)}\u00a0%`;
    return [
      { id: "name", header: t("terminals.name"), fixed: true, cell: (row) => row.name, text: (row) => row.name },
      { id: "terminal", header: t("terminals.id"), cell: (row) => <span className="mono">{row.terminal}</span>, text: (row) => row.terminal },
      { id: "kind", header: t("terminals.kind"), cell: (row) => wordFor("terminal_kind", row.kind), text: (row) => wordFor("terminal_kind", row.kind) },
      { id: "status", header: t("terminals.status"), cell: (row) => <StatusMark group="standing" code={row.status} />, text: (row) => wordFor("standing", row.status) },
      fee("currency", t("terminals.currency"), ({ currency }) => currency),
      fee("service_fee", t("terminals.service_fee"), ({ service_percent }) => percent(service_percent)),
      fee("bank_fee", t("terminals.bank_fee"), ({ bank_percent }) => percent(bank_percent)),
      fee("total_fee", t("terminals.total_fee"), ({ total_percent }) => percent(total_percent)),
      fee("minimum_fee", t("terminals.minimum_fee"), ({ minimum, currency }) => formatMoney(minimum, currency, language)),
      { id: "stages", header: t("terminals.stages"), extra: true, cell: (row) => t(`terminal_stages.${row.stages}`), text: (row) => t(`terminal_stages.${row.stages}`) },
      { id: "deadline", header: t("terminals.deadline"), extra: true, cell: (row) => deadlineText(row, t), text: (row) => deadlineText(row, t) },
      { id: "acquirer", header: t("terminals.acquirer"), extra: true, cell: (row) => wordFor("acquirer", row.acquirer), text: (row) => wordFor("acquirer", row.acquirer) },
      { id: "description", header: t("terminals.description"), extra: true, cell: (row) => row.description, text: (row) => row.description },
      { id: "created_at", header: t("terminals.created_at"), extra: true, cell: (row) => <Time at={row.created_at} />, text: (row) => sortableTime(row.created_at, zone) },
    ];
  }, [t, language, zone]);
}
