// The rules of the pages about organisations, people, limits and the journal. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journalSearch, organisationsSearch } from "../src/app/search.ts";
import { changesOf as formChanges, numberOf } from "../src/form/checks.ts";
import { changesOf, restOf } from "../src/journal/changes.ts";
import { boundFaults, boundsOf, NO_BOUNDS, typedOnly } from "../src/limits/typed.ts";
import { shareOf } from "../src/limits/share.ts";
import { csvCell, toCsv } from "../src/list/csv.ts";
import { matching } from "../src/list/finding.ts";
import { byBank } from "../src/operator/by-bank.ts";
import { changeOf, sitesOf, typedOf } from "../src/organisation/groups.ts";
import { beyond, givenBy, rolesFor } from "../src/people/role-permissions.ts";
import { feeFaults } from "../src/terminals/fee-faults.ts";

const said = (key) => key;

test("a file for spreadsheets runs nothing that somebody wrote", () => {
  for (const begun of ["=1+1", "+7 916", "@SUM(A1)", "-cmd|' /C calc'!A0"]) assert.equal(csvCell(begun), `'${begun}`);
  assert.equal(csvCell("\t=1+1"), `"'\t=1+1"`);
  assert.equal(csvCell("\r=1+1"), `"'\r=1+1"`);
  assert.equal(csvCell("-12.50"), "-12.50");
  assert.equal(csvCell("-1-1"), "'-1-1");
});

test("a file for spreadsheets keeps its cells apart", () => {
  assert.equal(csvCell('say "x"'), '"say ""x"""');
  assert.equal(csvCell("a;b"), '"a;b"');
  const columns = [{ header: "Name", text: (row) => row.name }, { header: "Sum", text: (row) => row.sum, currency: () => "RUB" }];
  assert.equal(toCsv(columns, [{ name: "a,b", sum: "1.50" }], "Currency", "en"), 'Name,Sum,Currency\r\n"a,b",1.50,RUB\r\n');
  assert.equal(toCsv(columns, [{ name: "a", sum: "1,50" }], "Валюта", "ru"), 'Name;Sum;Валюта\r\na;"1,50";RUB\r\n');
});

test("what is shown is searched by every word, in any column and any case", () => {
  const columns = [{ text: (row) => row.name }, { text: (row) => row.role }];
  const rows = [{ name: "Ольга Чёрная", role: "Владелец" }, { name: "Ivan", role: "Viewer" }];
  assert.deepEqual(matching(rows, columns, "черн ВЛАД"), [rows[0]]);
  assert.deepEqual(matching(rows, columns, "ivan владелец"), []);
  assert.equal(matching(rows, columns, "  "), rows);
  assert.equal(matching(rows, columns, null), rows);
});

test("a role's own permissions are not given beyond it", () => {
  assert.deepEqual(beyond("payments_operator", ["refund", "reports"]), ["reports"]);
  assert.deepEqual(givenBy("viewer"), []);
  assert.ok(!givenBy("manager").includes("people"));
  assert.deepEqual(givenBy("robot"), []);
});

test("only an owner makes an owner, and nobody gives what they have not", () => {
  assert.ok(rolesFor({ role: "owner", permissions: [] }).includes("owner"));
  const manager = rolesFor({ role: "manager", permissions: [...givenBy("manager"), "people"] });
  assert.deepEqual(manager, ["manager", "accountant", "payments_operator", "viewer"]);
  assert.deepEqual(rolesFor({ role: "viewer", permissions: ["people"] }), ["viewer"]);
});

test("an organisation's change holds only what differs", () => {
  const before = { name: "Shop", legal_name: "", sites: ["https://a.example"], payout_idle_days: null, personal_days: 90, payout_url: "", email: "", contacts: "", address: "", site: "", response_url: "", currency: "RUB" };
  const typed = { ...typedOf(before), name: " Shop ", legal_name: "Shop LLC" };
  assert.deepEqual(changeOf("names", before, typed), { legal_name: "Shop LLC" });
  assert.deepEqual(changeOf("sites", before, typed), {});
  assert.deepEqual(changeOf("security", before, { ...typed, personal_days: "" }), { personal_days: null });
  assert.deepEqual(changeOf("payouts", before, { ...typed, payout_idle_days: "30" }), { payout_idle_days: 30 });
  assert.deepEqual(sitesOf(" https://a.example/\nhttps://a.example\n\nhttps://b.example"), ["https://a.example", "https://b.example"]);
});

test("a form sends only what was changed", () => {
  assert.deepEqual(formChanges({ a: 1, b: ["x"] }, { a: 1, b: ["x", "y"] }), { b: ["x", "y"] });
  assert.equal(numberOf("12"), 12);
  assert.equal(numberOf(""), null);
  assert.equal(numberOf("-1"), null);
});

test("a limit's bounds are read as typed, and what is empty is none", () => {
  const typed = { ...NO_BOUNDS, maximum: "1 000,50", day_count: "3" };
  assert.deepEqual(boundsOf(typed), { minimum: null, maximum: "1000.50", day_sum: null, day_count: 3, month_sum: null, month_count: null });
  assert.deepEqual(typedOnly(typed), { maximum: "1000.50", day_count: 3 });
  assert.equal(boundFaults(typed, said).size, 0);
  assert.equal(boundFaults({ ...NO_BOUNDS, day_count: "1.5" }, said).get("day_count"), "fault.count_malformed");
  assert.equal(boundFaults({ ...NO_BOUNDS, day_sum: "much" }, said).get("day_sum"), "fault.amount_malformed");
  assert.equal(boundFaults({ ...NO_BOUNDS, minimum: "10", maximum: "9" }, said).get("maximum"), "fault.maximum_below_minimum");
  assert.equal(boundFaults(NO_BOUNDS, said).get("maximum"), "fault.bound_missing");
});

test("a limit's use is a share of its bound", () => {
  assert.equal(shareOf("25.00", "100.00"), 0.25);
  assert.equal(shareOf(5, 2), 1);
  assert.equal(shareOf("-3.00", "100.00"), 0);
  assert.equal(shareOf("1", "0"), 1);
  assert.equal(shareOf(undefined, "100.00"), null);
  assert.equal(shareOf("1", null), null);
});

test("before and after stand side by side, field by field", () => {
  const entry = { before: { name: "A", fees: { RUB: "1" } }, after: { name: "B", sites: ["x", "y"] }, detail: { before: {}, after: {}, reason: "asked" } };
  assert.deepEqual(changesOf(entry), [
    { field: "name", before: "A", after: "B" },
    { field: "fees.RUB", before: "1", after: null },
    { field: "sites", before: null, after: "x, y" },
  ]);
  assert.deepEqual(restOf(entry), { reason: "asked" });
  assert.deepEqual(changesOf({ before: null, after: null }), []);
  assert.equal(restOf({ detail: { before: {}, after: {} } }), null);
});

test("fees are checked line by line", () => {
  const fee = { currency: "RUB", service_percent: "0,7", bank_percent: "2.1", minimum: "3.50" };
  assert.equal(feeFaults([fee], said).size, 0);
  assert.equal(feeFaults([fee, fee], said).get("fees.1.currency"), "fault.currency_twice");
  assert.equal(feeFaults([{ ...fee, bank_percent: "101" }], said).get("fees.0.bank_percent"), "fault.percent_malformed");
  assert.equal(feeFaults([{ ...fee, minimum: "-1" }], said).get("fees.0.minimum"), "fault.amount_malformed");
  assert.equal(feeFaults([{ ...fee, currency: "RU" }], said).get("fees.0.currency"), "fault.currency_unknown");
});

test("terminals stand by their bank", () => {
  const terminals = [{ acquirer: "b", terminal: "1" }, { acquirer: "a", terminal: "2" }, { acquirer: "b", terminal: "3" }];
  assert.deepEqual(byBank(terminals).map(([bank, of]) => [bank, of.map(({ terminal }) => terminal)]), [["a", ["2"]], ["b", ["1", "3"]]]);
});

test("addresses keep only what the lists know", () => {
  assert.deepEqual(journalSearch({ from: "2026-11-01", to: "yesterday", actor: "person:7", limit: "100", x: "1" }), { limit: 100, from: "2026-11-01", actor: "person:7" });
  assert.deepEqual(organisationsSearch({ status: "gone", q: "shop", open: "a" }), { q: "shop", open: "a" });
});
