// The rules of invoices, offers and manual payment systems as they are typed. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clientRef, pickedFaults } from "../src/clients/picked.ts";
import { isPercent, moneyFaults, moneyOf } from "../src/form/money-checks.ts";
import { currenciesOf, exponentOf } from "../src/format/currency.ts";
import { momentOf, startOfDay } from "../src/format/day.ts";
import { bodyOf, invoiceFaults, newInvoice } from "../src/invoices/typed-invoice.ts";
import { cartLine, lineMinor, totalOf } from "../src/invoices/line-sum.ts";
import { imageType, readImage } from "../src/manual-systems/image-file.ts";
import { bodyOf as systemBody, systemFaults, typedSystem } from "../src/manual-systems/typed-system.ts";
import { bodyOf as offerBody, offerFaults, typedOffer } from "../src/offers/typed-offer.ts";

/** Words are not what is tested: the key itself. */
const t = (key) => key;
const faultsOf = (money, zero) => {
  const faults = new Map();
  moneyFaults(faults, "price", money, t, zero);
  return [...faults.keys()];
};

test("a line's sum is half-up of price by quantity, and the total the sum of the lines", () => {
  for (const [price, quantity, scale, minor] of [["333,33", "1,5", 2, 50000n], ["0.01", "0.5", 2, 1n], ["0.01", "0.49", 2, 0n], ["100", "3", 0, 300n], ["1 000,00", "2", 2, 200000n], ["90071992547409.91", "1", 2, 9007199254740991n]]) {
    assert.equal(lineMinor({ name: "x", price, quantity }, scale), minor, `${price} x ${quantity}`);
  }
  for (const [price, quantity] of [["", "1"], ["1.005", "1"], ["1", ""], ["1", "a"], ["-1", "1"]]) assert.equal(lineMinor({ name: "x", price, quantity }, 2), null);
  const lines = [{ name: " Tea ", price: "333,33", quantity: "1,5" }, { name: "Pot", price: "1000", quantity: "1" }];
  assert.equal(totalOf(lines, 2), "1500.00");
  assert.equal(totalOf([...lines, { name: "", price: "", quantity: "1" }], 2), null);
  assert.deepEqual(cartLine(lines[0], 2), { name: "Tea", price: "333.33", quantity: "1.5", sum: "500.00" });
});

test("an amount has no more decimals than its currency, and is above zero unless nothing is allowed", () => {
  assert.equal(exponentOf("JPY"), 0);
  assert.equal(exponentOf("RUB"), 2);
  assert.deepEqual(faultsOf({ amount: "10,5", currency: "RUB" }), []);
  assert.deepEqual(faultsOf({ amount: "10.5", currency: "JPY" }), ["price.amount"]);
  assert.deepEqual(faultsOf({ amount: "0", currency: "RUB" }), ["price.amount"]);
  assert.deepEqual(faultsOf({ amount: "0", currency: "RUB" }, true), []);
  assert.deepEqual(faultsOf({ amount: "", currency: "RU" }), ["price.currency", "price.amount"]);
  assert.deepEqual(moneyOf({ amount: "1 200,50", currency: "rub" }), { amount: "1200.50", currency: "RUB" });
  for (const good of ["0", "2,5", "100", "99.123456"]) assert.ok(isPercent(good), good);
  for (const bad of ["", "100.1", "-1", "2.1234567", "a"]) assert.ok(!isPercent(bad), bad);
});

test("the currencies of a system must hold both that it converts to", () => {
  assert.deepEqual(currenciesOf("rub, usd;RUB  eur"), ["RUB", "USD", "EUR"]);
  const typed = { ...typedSystem(undefined, "RUB", "en"), name: "Cash" };
  assert.deepEqual([...systemFaults(typed, t)], []);
  assert.equal(systemFaults({ ...typed, currencies: "USD" }, t).get("currencies"), "manual_systems.currencies_lack");
  assert.equal(systemFaults({ ...typed, transaction_currency: "EUR" }, t).get("currencies"), "manual_systems.currencies_lack");
  assert.deepEqual([...systemFaults({ ...typed, currencies: "RUB, EUR", transaction_currency: "eur" }, t)], []);
  assert.equal(systemFaults({ ...typed, currencies: "RUBLES" }, t).get("currencies"), "manual_systems.currencies_malformed");
  assert.deepEqual(systemBody({ ...typed, commission_percent: "2,5" }).commission_percent, "2.5");
});

test("an offer is confirmed within 1 to 365 days, and has a way to be paid", () => {
  const typed = { ...typedOffer(undefined, "RUB", "en"), title: "Tea", price: { amount: "10", currency: "RUB" }, systems: ["cash"] };
  assert.deepEqual([...offerFaults(typed, t)], []);
  for (const days of ["0", "366", ""]) assert.ok(offerFaults({ ...typed, confirm_days: days }, t).has("confirm_days"), days);
  assert.ok(offerFaults({ ...typed, systems: [] }, t).has("systems"));
  assert.equal(offerBody(typed).success_url, null);
  assert.equal(offerBody(typed).confirm_days, 30);
});

test("an image is known by its bytes, whatever the file is called", async () => {
  const file = (name, type, ...bytes) => new File([new Uint8Array(bytes)], name, { type });
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
  assert.equal(imageType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), "image/jpeg");
  assert.equal(imageType(new TextEncoder().encode("RIFF....WEBPVP8 ")), "image/webp");
  assert.equal((await readImage(file("lies.jpg", "image/jpeg", ...png))).image.type, "image/png");
  assert.deepEqual(await readImage(file("a.svg", "image/svg+xml", 0x3c, 0x73)), { fault: "image_svg" });
  assert.deepEqual(await readImage(file("a.png", "image/png", 0x3c, 0x73)), { fault: "image_type_not_supported" });
  assert.deepEqual(await readImage(file("a.png", "image/png")), { fault: "image_empty" });
  assert.deepEqual(await readImage(new File([new Uint8Array(512 * 1024 + 1)], "a.png")), { fault: "image_too_large" });
});

test("an invoice ends when the clocks of the organisation show what was typed", () => {
  assert.equal(momentOf("2026-12-01", "23:59", "Europe/Moscow"), "2026-12-01T20:59:00.000Z");
  // Either side of the day on which clocks went back.
  assert.equal(momentOf("2026-10-25", "00:30", "Europe/Berlin"), "2026-10-24T22:30:00.000Z");
  assert.equal(momentOf("2026-10-25", "12:00", "Europe/Berlin"), "2026-10-25T11:00:00.000Z");
  assert.equal(startOfDay("2026-11-23", "Europe/Moscow"), "2026-11-22T21:00:00.000Z");
});

test("an invoice goes to somebody, is for something, and is sent only where there is an address", () => {
  const client = { number: 3, name: "Ivan", email: null, phone: "+79123456789", label: null, is_manual_account: false };
  const typed = { ...newInvoice(client, "RUB", "UTC"), amount: { amount: "10", currency: "RUB" } };
  assert.deepEqual([...invoiceFaults(typed, "UTC", t)], []);
  assert.ok(invoiceFaults({ ...typed, client: null }, "UTC", t).has("client"));
  assert.deepEqual([...invoiceFaults({ ...typed, send: ["email", "sms"] }, "UTC", t).keys()], ["email"]);
  assert.deepEqual([...invoiceFaults({ ...typed, expires_at: { day: "2020-01-01", time: "10:00" } }, "UTC", t).keys()], ["expires_at"]);
  assert.deepEqual([...invoiceFaults({ ...typed, by_lines: true }, "UTC", t).keys()], ["lines.0.name", "lines.0.price"]);
  const body = bodyOf({ ...typed, send: ["sms"], email: "unused@example.com", phone: " +79990000000 " }, "UTC");
  assert.deepEqual([body.client, body.send, body.email, body.phone], [3, ["sms"], undefined, "+79990000000"]);
  assert.ok(!("lines" in body) && !("systems" in body) && !("language" in body));
});

test("somebody new is known by one thing at least, and what is empty is not sent", () => {
  assert.deepEqual(clientRef({ name: " Ann ", email: "", phone: "", label: "" }), { name: "Ann" });
  const faults = new Map();
  pickedFaults(faults, "client", { name: " ", email: "", phone: "", label: "" }, t);
  assert.deepEqual([...faults.keys()], ["client.name"]);
});
