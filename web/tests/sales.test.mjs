// The rules of orders, their payments and clients. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clientsSearch, ORDER_STATUSES, salesSearch } from "../src/app/search.ts";
import { clientFaults } from "../src/clients/typed.ts";
import { formatDay, todayIn, yearBefore } from "../src/format/day.ts";
import { subjectOpen, subjectPath } from "../src/notifications/subject.ts";
import { orderFaults, orderOf } from "../src/sales/add-typed.ts";
import { confirmFaults, corrects, dayFault, decisionOf } from "../src/sales/confirm-typed.ts";
import { filterOf, withoutFilter } from "../src/sales/filter.ts";
import { takesPayment } from "../src/sales/takes-payment.ts";

const said = { price: { amount: "5000.00", currency: "RUB" }, paid_on: "2026-11-20" };
const typed = { amount: "5 000,00", currency: "RUB", paid_on: "2026-11-20", comment: " " };
const days = { first: "2025-11-24", last: "2026-11-24" };
const t = (key) => key;

test("what was said is confirmed as it was said, however it is typed", () => {
  for (const amount of ["5000", "5 000,00", "5,000.00", "05000.0"]) assert.equal(corrects({ ...typed, amount }, said), false, amount);
  assert.deepEqual(decisionOf(typed, said), {});
});

test("a correction goes as a sum with its currency, a day by itself", () => {
  assert.deepEqual(decisionOf({ ...typed, amount: "4 000,5" }, said), { amount: "4000.5", currency: "RUB" });
  assert.deepEqual(decisionOf({ ...typed, currency: "EUR" }, said), { amount: "5000.00", currency: "EUR" });
  assert.deepEqual(decisionOf({ ...typed, paid_on: "2026-11-19", comment: " late " }, said), { paid_on: "2026-11-19", comment: "late" });
});

test("a corrected currency is one that the system takes; what was asked for may be another", () => {
  const faults = (change, taken = ["RUB", "EUR"]) => Object.fromEntries(confirmFaults({ ...typed, ...change }, said, taken, days, t));
  assert.deepEqual(faults({}), {});
  assert.deepEqual(faults({}, ["USD"]), {});
  assert.deepEqual(faults({ amount: "4000" }, ["USD"]), { currency: "fault.currency_not_supported" });
  assert.deepEqual(faults({ currency: "GBP" }), { currency: "fault.currency_not_supported" });
  assert.deepEqual(faults({ amount: "" }), { amount: "fault.required" });
  for (const amount of ["-5", "abc", "1e3", "1.00001"]) assert.deepEqual(faults({ amount }), { amount: "fault.amount_malformed" }, amount);
  assert.deepEqual(faults({ amount: "0,00" }), { amount: "fault.amount_not_positive" });
});

test("a payment was made within the year up to today", () => {
  assert.equal(dayFault("2026-11-24", days, t), null);
  assert.equal(dayFault("2025-11-24", days, t), null);
  assert.equal(dayFault("2026-11-25", days, t), "fault.date_in_future");
  assert.equal(dayFault("2025-11-23", days, t), "fault.date_too_old");
  assert.equal(dayFault("", days, t), "fault.required");
  // What was said while it was within the year holds.
  assert.equal(confirmFaults({ ...typed, paid_on: "2020-01-01" }, { ...said, paid_on: "2020-01-01" }, ["RUB"], days, t).size, 0);
});

test("today is the organisation's, and a year before its last of February is one too", () => {
  const late = Date.parse("2026-11-23T22:30:00Z");
  assert.equal(todayIn("UTC", late), "2026-11-23");
  assert.equal(todayIn("Europe/Moscow", late), "2026-11-24");
  assert.equal(todayIn("America/New_York", Date.parse("2026-11-24T04:30:00Z")), "2026-11-23");
  assert.equal(yearBefore("2026-11-24"), "2025-11-24");
  assert.equal(yearBefore("2028-02-29"), "2027-02-28");
  assert.equal(formatDay("2026-11-03", "ru"), "03.11.2026");
  assert.equal(formatDay("2026-11-03", "en"), "03 Nov 2026");
  assert.equal(formatDay("never", "ru"), "never");
});

const order = { client: { number: 7, name: "A" }, offer: { number: 3 }, system: "", email: " a@b.example ", phone: "", paid_on: "2026-11-24", comment: "" };

test("a payment recorded by hand names its client by number, by data, or as the manual account", () => {
  assert.deepEqual(orderOf(order), { offer: 3, client: 7, email: "a@b.example", paid_on: "2026-11-24" });
  assert.equal(orderOf({ ...order, client: { number: 0, name: "" } }).client, "manual_account");
  const fresh = { name: " Anna ", email: "anna@b.example", phone: "", label: "" };
  assert.deepEqual(orderOf({ ...order, client: fresh, system: "cash", comment: " x " }), {
    offer: 3, client: { name: "Anna", email: "anna@b.example" }, system: "cash", paid_on: "2026-11-24", comment: "x",
  });
});

test("a payment recorded by hand is of somebody, for something, on a day", () => {
  const faults = (change) => [...orderFaults({ ...order, ...change }, days, t).keys()];
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ client: null, offer: null, paid_on: "" }), ["client", "offer", "paid_on"]);
  assert.deepEqual(faults({ client: { name: " ", email: "", phone: "", label: "" } }), ["client.name"]);
  assert.equal(clientFaults({ name: "", email: " ", phone: "", label: "", language: "ru" }, t).size, 1);
  assert.equal(clientFaults({ name: "", email: "", phone: "", label: "x", language: "ru" }, t).size, 0);
});

test("a further payment is for an order that nothing came of", () => {
  const open = { manual: { state: "open" } };
  const rejected = { manual: { state: "rejected" } };
  assert.equal(takesPayment({ source: "offer", status: "rejected", payments: [rejected] }), true);
  assert.equal(takesPayment({ source: "offer", status: "open", payments: [open] }), false);
  assert.equal(takesPayment({ source: "offer", status: "open", payments: [{ manual: null }] }), true);
  assert.equal(takesPayment({ source: "cabinet", status: "completed", payments: [] }), false);
  assert.equal(takesPayment({ source: "invoice", status: "rejected", payments: [] }), false);
});

test("the address keeps a filter, and nothing that is none", () => {
  const search = salesSearch({ status: "open", q: "anna", client: "7", from: "2026-11-01", to: "soon", open: "3", x: "1" }, ORDER_STATUSES);
  assert.deepEqual(search, { open: "3", status: "open", q: "anna", client: "7", from: "2026-11-01" });
  assert.deepEqual(filterOf(search, "test"), { mode: "test", limit: 50, status: "open", q: "anna", client: "7", from: "2026-11-01" });
  assert.deepEqual(withoutFilter(search), {});
  assert.deepEqual(salesSearch({ status: "paid", client: "-1" }, ORDER_STATUSES), {});
  assert.deepEqual(clientsSearch({ q: "anna", limit: "100" }), { limit: 100, q: "anna" });
});

test("a notification about a manual payment leads to where it is decided", () => {
  assert.equal(subjectPath("manual_payment_due", "payment:7"), "/sales/payments");
  assert.equal(subjectOpen("manual_payment_due", "payment:7"), "7");
  assert.equal(subjectOpen("refund_stuck", "payment:7"), undefined);
  assert.equal(subjectPath("refund_stuck", "payment:7"), "/payments/7");
});
