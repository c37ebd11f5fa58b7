// The rules of amounts that people type, and of what lines of a cart are worth. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromMinor, readAmount, readDecimal, toMinor } from "../src/format/minor.ts";
import { linesLeft, quantityText, readQuantity, worth } from "../src/payments/cart-refund.ts";

test("amounts go to minor units and back exactly, with each currency's decimals", () => {
  for (const [text, scale, minor] of [["100.00", 2, 10000n], ["0.05", 2, 5n], ["90071992547409.91", 2, 9007199254740991n], ["1000", 0, 1000n], ["-1.250", 3, -1250n]]) {
    assert.equal(toMinor(text, scale), minor);
    assert.equal(fromMinor(minor, scale), text);
  }
  assert.equal(toMinor("5", 2), 500n);
  for (const bad of ["", "1e3", "1.005", " 1", "+1", "1,5", ".5", "1."]) assert.equal(toMinor(bad, 2), null, bad);
});

test("what is typed is read with either decimal sign, and nothing is guessed", () => {
  for (const [typed, read] of [["1 000,50", "1000.50"], ["1\u00a0000,50", "1000.50"], ["1,000.50", "1000.50"], ["30,5", "30.5"]]) assert.equal(readDecimal(typed), read);
  assert.deepEqual(readAmount("1,000", 100000n, 2), { fault: "amount_too_precise" });
  assert.deepEqual(readAmount("30", 10000n, 2), { minor: 3000n });
});

test("an amount is above zero and within what is left", () => {
  for (const [typed, fault] of [["", "required"], ["0", "amount_not_positive"], ["0,00", "amount_not_positive"], ["-5", "amount_malformed"], ["abc", "amount_malformed"], ["100.01", "amount_exceeds_left"], ["1.001", "amount_too_precise"], ["1.", "amount_malformed"]]) {
    assert.deepEqual(readAmount(typed, 10000n, 2), { fault }, typed);
  }
  assert.deepEqual(readAmount("100.00", 10000n, 2), { minor: 10000n });
});

const item = (quantity, sum) => ({ name: "Tea", price: "1.00", quantity, sum });
const refund = (state, ...lines) => ({ kind: "refund", state, lines });

test("thirds of a line come to its price, as the API counts them", () => {
  const operations = [];
  const parts = [];
  for (let time = 0; time < 3; time += 1) {
    const [line] = linesLeft([item(3, "100.00")], operations, 2);
    const part = worth(line, "1");
    parts.push(part.minor);
    operations.push(refund("done", { line: 0, quantity: "1", amount: fromMinor(part.minor, 2) }));
  }
  assert.deepEqual(parts, [3333n, 3334n, 3333n]);
  const [line] = linesLeft([item(3, "100.00")], operations, 2);
  assert.equal(line.left, "0");
  assert.deepEqual(worth(line, "0.001"), { fault: "quantity_exceeds_bought" });
});

test("refused refunds leave their lines; undecided ones do not", () => {
  const part = { line: 0, quantity: "1", amount: "10.00" };
  const left = (state) => linesLeft([item("2", "20.00")], [refund(state, part)], 2)[0].left;
  assert.deepEqual(["refused", "unknown", "sent", "done"].map(left), ["2", "1", "1", "1"]);
});

test("quantities are exact decimals, and none is none", () => {
  const [line] = linesLeft([item("0.5", "9.99")], [], 2);
  assert.deepEqual(worth(line, "0,25"), { minor: 500n, quantity: "0.25" });
  for (const none of ["", " ", "0", "0.0"]) assert.equal(worth(line, none), null);
  for (const bad of ["-1", "x", "1.2.3", "0.00000000001"]) assert.deepEqual(worth(line, bad), { fault: "quantity_malformed" });
  assert.equal(quantityText(readQuantity("007.10")), "7.1");
});
