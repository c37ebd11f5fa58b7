import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OrganisationRow } from "../api/operator";
import { sortableTime, zoneOffset } from "../format/time";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { useZone } from "../shell/session-context";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { byBank, feeText } from "./by-bank";

export function useOrganisationColumns(): Column<OrganisationRow>[] {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { language } = i18n;
  return useMemo((): Column<OrganisationRow>[] => {
    const banks = (row: OrganisationRow) => byBank(row.terminals).map(([bank, terminals]) => `${wordFor("acquirer", bank)}: ${terminals.length}`).join(", ");
    const fees = (row: OrganisationRow) => row.terminals.flatMap((terminal) => terminal.fees.map((fee) => `${terminal.terminal}: ${feeText(fee, language)}`)).join("; ");
    return [
      { id: "name", header: t("organisations.name"), fixed: true, cell: (row) => row.name, text: (row) => row.name },
      { id: "number", header: t("payment.number"), end: true, cell: (row) => row.number, text: (row) => String(row.number) },
      { id: "status", header: t("organisation.status"), cell: (row) => <StatusMark group="standing" code={row.status} />, text: (row) => wordFor("standing", row.status) },
      { id: "slug", header: t("organisation.slug"), cell: (row) => <span className="mono">{row.slug}</span>, text: (row) => row.slug },
      {
        id: "registered_at",
        header: t("organisation.registered_at"),
        hint: t("shell.time_zone", { zone, offset: zoneOffset(language, zone) }),
        cell: (row) => <Time at={row.registered_at} />,
        text: (row) => sortableTime(row.registered_at, zone),
      },
      { id: "terminals", header: t("terminals.title"), cell: banks, text: banks },
      { id: "fees", header: t("organisations.fees"), hint: t("organisations.fees_hint"), cell: (row) => <span title={fees(row)}>{fees(row)}</span>, text: fees },
      { id: "response_url", header: t("organisation_field.response_url"), cell: (row) => <span title={row.response_url}>{row.response_url}</span>, text: (row) => row.response_url },
      { id: "legal_name", header: t("organisation_field.legal_name"), extra: true, cell: (row) => row.legal_name, text: (row) => row.legal_name },
    ];
  }, [t, language, zone]);
}
