// The rules of the pages about notices. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayAfter, startOfDay } from "../src/format/day.ts";
import { acknowledges } from "../src/notices/acknowledged.ts";
import { attemptsText } from "../src/notices/attempts-text.ts";
import { pollOf } from "../src/notices/poll.ts";

test("a day begins at midnight of the organisation's zone, also where clocks are put forward that night", () => {
  assert.equal(startOfDay("2026-11-23", "UTC"), "2026-11-23T00:00:00.000Z");
  assert.equal(startOfDay("2026-11-23", "Europe/Moscow"), "2026-11-22T21:00:00.000Z");
  assert.equal(startOfDay("2026-03-29", "Europe/Berlin"), "2026-03-28T23:00:00.000Z");
  assert.equal(startOfDay("2026-03-30", "Europe/Berlin"), "2026-03-29T22:00:00.000Z");
  assert.equal(startOfDay("2026-11-01", "America/New_York"), "2026-11-01T04:00:00.000Z");
  assert.equal(startOfDay("2026-11-23", "No/Where"), "2026-11-23T00:00:00.000Z");
});

test("the last day of a span is included", () => {
  assert.equal(dayAfter("2026-02-28"), "2026-03-01");
  assert.equal(dayAfter("2026-12-31"), "2027-01-01");
});

test("an answer counts as its format says", () => {
  for (const format of ["standard", "spring", "email"]) {
    assert.equal(acknowledges(format, { status: 204, answer: "" }), true);
    assert.equal(acknowledges(format, { status: 302, answer: "" }), false);
    assert.equal(acknowledges(format, { status: null, answer: "" }), false);
  }
  assert.equal(acknowledges("paykeeper", { status: 200, answer: "OK 0123456789abcdef0123456789abcdef" }), true);
  assert.equal(acknowledges("paykeeper", { status: 200, answer: "OK" }), false);
  assert.equal(acknowledges("paykassma", { status: 200, answer: '{"status":"ok"}' }), true);
  assert.equal(acknowledges("paykassma", { status: 200, answer: "null" }), false);
  assert.equal(acknowledges("paykassma", { status: 201, answer: '{"status":"ok"}' }), false);
});

test("resends stand beside the schedule", () => {
  assert.equal(attemptsText({ attempts_made: 3, tries: 3 }), "3/50");
  assert.equal(attemptsText({ attempts_made: 3, tries: 5 }), "3/50 +2");
  // Begun to be counted anew, or told of before tries were counted.
  assert.equal(attemptsText({ attempts_made: 3, tries: 0 }), "3/50");
});

test("what is on its way is looked at again, and nothing else", () => {
  const due = (ms) => ({ state: "pending", resending: false, next_attempt_at: new Date(Date.now() + ms).toISOString() });
  assert.equal(pollOf([]), false);
  assert.equal(pollOf([{ state: "delivered", resending: false }, { state: "held", resending: false, next_attempt_at: new Date().toISOString() }]), false);
  assert.equal(pollOf([{ state: "delivered", resending: true }]), 5_000);
  assert.equal(pollOf([due(-10_000)]), 5_000);
  assert.equal(pollOf([due(-600_000)]), 30_000);
  assert.equal(pollOf([due(6 * 3_600_000)]), 300_000);
});
