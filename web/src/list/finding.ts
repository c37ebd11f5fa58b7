import { useMemo, useState } from "react";
import type { Column } from "./column";

/** Instant search among the rows that are shown. */
export interface Finding {
  /** Null while nobody searches. */
  words: string | null;
  setWords: (words: string | null) => void;
}

export function useFinding(): Finding {
  const [words, setWords] = useState<string | null>(null);
  return useMemo(() => ({ words, setWords }), [words]);
}

/** The rows in which every one of the words occurs, in any column, as it would stand in a spreadsheet. */
export function matching<Row>(rows: readonly Row[], columns: Pick<Column<Row>, "text">[], words: string | null): readonly Row[] {
  const wanted = fold(words ?? "").split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const text = fold(columns.map((column) => column.text(row)).join("\n"));
    return wanted.every((word) => text.includes(word));
  });
}

/** Large and small letters are one; so are е and ё. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е");
}
