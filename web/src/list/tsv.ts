import type { Column } from "./column";

/** Rows for the clipboard, as spreadsheets take them: a header, then a line for each row. Amounts are figures,
 *  so their currency stands beside the first of them. */
export function toTsv<Row>(shown: Column<Row>[], rows: readonly Row[], currencyHeader: string): string {
  const columns = withCurrency(shown, currencyHeader);
  const lines = [columns.map((column) => cellText(column.header))];
  for (const row of rows) lines.push(columns.map((column) => cellText(column.text(row))));
  return lines.map((line) => line.join("\t")).join("\r\n");
}

export function withCurrency<Row>(shown: Column<Row>[], header: string): Pick<Column<Row>, "header" | "text">[] {
  const first = shown.find((column) => column.currency !== undefined);
  return shown.flatMap((column) => (column === first && column.currency ? [column, { header, text: column.currency }] : [column]));
}

/** What a payer wrote must not break the line, nor be run by the spreadsheet as a formula. */
export function cellText(value: string): string {
  const flat = value.replace(/[\t\r\n]+/g, " ").trim();
  const figure = /^-?[\d.,]+$/.test(flat);
  return /^[=+\-@]/.test(flat) && !figure ? `'${flat}` : flat;
}
