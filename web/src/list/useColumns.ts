import { useMemo } from "react";
import type { Column } from "./column";
import { useStored } from "./useStored";

export interface ColumnChoice<Row> {
  all: Column<Row>[];
  shown: Column<Row>[];
  isShown: (id: string) => boolean;
  toggle: (id: string) => void;
  reset: () => void;
}

/** The columns chosen for a list, remembered in this browser as differences from how the list comes. */
export function useColumns<Row>(list: string, all: Column<Row>[]): ColumnChoice<Row> {
  const [changed, setChanged] = useStored<Record<string, boolean>>(`edgetill.columns.${list}`, (stored) =>
    typeof stored === "object" && stored !== null && !Array.isArray(stored) ? (stored as Record<string, boolean>) : {},
  );
  return useMemo(() => {
    const isShown = (id: string) => {
      const column = all.find((candidate) => candidate.id === id);
      return column?.fixed || (changed[id] ?? !column?.extra);
    };
    return {
      all,
      shown: all.filter((column) => isShown(column.id)),
      isShown,
      toggle: (id) => setChanged({ ...changed, [id]: !isShown(id) }),
      reset: () => setChanged({}),
    };
  }, [all, changed, setChanged]);
}
