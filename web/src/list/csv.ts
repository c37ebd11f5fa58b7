import type { Column } from "./column";
import { withCurrency } from "./tsv.ts";

/** Rows as a file for spreadsheets (RFC 4180). A spreadsheet in Russian takes commas for decimal signs, and so wants semicolons. */
export function toCsv<Row>(shown: Column<Row>[], rows: readonly Row[], currencyHeader: string, language: string): string {
  const columns = withCurrency(shown, currencyHeader);
  const separator = language === "ru" ? ";" : ",";
  const lines = [columns.map((column) => csvCell(column.header))];
  for (const row of rows) lines.push(columns.map((column) => csvCell(column.text(row))));
  return lines.map((line) => `${line.join(separator)}\r\n`).join("");
}

/** What somebody wrote must not be run by the spreadsheet as a formula: an apostrophe makes it text. A figure below zero stays one. */
export function csvCell(value: string): string {
  const figure = /^-\d+([.,]\d+)?$/.test(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !figure ? `'${value}` : value;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
