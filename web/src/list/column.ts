import type { ReactNode } from "react";

/** One column of a list. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The cell in a spreadsheet. */
  text: (row: Row) => string;
  /** For an amount: its currency, which a spreadsheet gets as a column of its own. */
  currency?: (row: Row) => string;
  /** Figures line up at the end. */
  end?: boolean;
  /** Cannot be taken away: it opens the row. */
  fixed?: boolean;
  /** Not shown until asked for. */
  extra?: boolean;
  /** Shown on hovering over the header. */
  hint?: string;
}
