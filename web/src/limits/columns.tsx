import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Limit } from "../api/limits";
import { wordFor } from "../i18n/words";
import type { Column } from "../list/column";
import { type Bound, BOUNDS, boundText, isCounted } from "./bound-text";
import { limitName } from "./limit-name";
import { Used } from "./Used";

export function useLimitColumns(): Column<Limit>[] {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useMemo((): Column<Limit>[] => {
    const bound = (id: Bound): Column<Limit> => ({
      id,
      header: t(`limit_bound.${id}`),
      end: true,
      cell: (row) => <Used used={isCounted(id) ? row.used?.[id] : undefined} bound={isCounted(id) ? row[id] : null}>{boundText(row, id, language, t)}</Used>,
      text: (row) => boundText(row, id, language, t),
    });
    return [
      { id: "of", header: t("limits.of"), fixed: true, cell: limitName, text: limitName },
      { id: "set_by", header: t("limits.set_by"), cell: (row) => wordFor("limit_setter", row.set_by), text: (row) => wordFor("limit_setter", row.set_by) },
      ...BOUNDS.map(bound),
    ];
  }, [t, language]);
}
