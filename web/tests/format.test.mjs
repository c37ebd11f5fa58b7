// The rules of how figures are shown and copied. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDecimal, isZero, plainDecimal } from "../src/format/money.ts";
import { toTsv } from "../src/list/tsv.ts";

test("an amount is shown to its last digit, however large", () => {
  assert.equal(formatDecimal("90071992547409.91", "en"), "90,071,992,547,409.91");
  assert.equal(formatDecimal("90071992547409.91", "ru"), "90\u00a0071\u00a0992\u00a0547\u00a0409,91");
});

test("the number of decimals is the currency's, as the API wrote it", () => {
  assert.equal(formatDecimal("1000", "en"), "1,000");
  assert.equal(formatDecimal("1000.500", "en"), "1,000.500");
  assert.equal(formatDecimal("0.10", "ru"), "0,10");
});

test("a minus is a minus sign, and what is no amount is shown as it came", () => {
  assert.equal(formatDecimal("-5.00", "en"), "\u22125.00");
  assert.equal(formatDecimal("n/a", "en"), "n/a");
});

test("zero is known in every spelling", () => {
  for (const zero of ["0", "0.00", "-0.00", "000"]) assert.ok(isZero(zero), zero);
  for (const some of ["0.01", "10", "-0.1"]) assert.ok(!isZero(some), some);
});

test("spreadsheets get the decimal sign of the language", () => {
  assert.equal(plainDecimal("1234.50", "ru"), "1234,50");
  assert.equal(plainDecimal("1234.50", "en"), "1234.50");
});

const column = (header, field) => ({ id: field, header, cell: () => null, text: (row) => row[field] });
const amount = { ...column("Amount", "amount"), currency: (row) => row.currency };

test("an amount is copied with its currency beside it, once", () => {
  const rows = [{ amount: "1.00", fee: "0.10", currency: "RUB" }];
  const fee = { ...column("Fee", "fee"), currency: (row) => row.currency };
  assert.equal(toTsv([amount, fee], rows, "Currency"), "Amount\tCurrency\tFee\r\n1.00\tRUB\t0.10");
});

test("what a payer wrote is neither run nor torn apart by a spreadsheet", () => {
  const order = column("Order", "order");
  const copied = (text) => toTsv([order], [{ order: text }], "Currency").split("\r\n")[1];
  for (const start of ["=", "+", "-", "@"]) assert.equal(copied(`${start}SUM(A1)`), `'${start}SUM(A1)`);
  assert.equal(copied("\t=1+1"), "'=1+1");
  assert.equal(copied("a\tb\r\nc"), "a b c");
  assert.equal(copied("-12.50"), "-12.50");
});
