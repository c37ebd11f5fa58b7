// The rules of sign-in, profile and notifications. Run by `npm run web:test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { may, PERMISSIONS } from "../src/app/permission.ts";
import { demandsSecondFactor, isOutside, isPersonal } from "../src/app/places.ts";
import { cabinetSearch, notificationsSearch, signInSearch } from "../src/app/search.ts";
import { waitText } from "../src/format/time.ts";
import { countText } from "../src/notifications/count-text.ts";
import { readable } from "../src/notifications/readable.ts";
import { subjectPath } from "../src/notifications/subject.ts";
import { knownAgent } from "../src/profile/agent.ts";
import { inputsOf, loadJudge, passwordFault, STRENGTHS } from "../src/ui/strength.ts";

test("a password is refused for its length before it is judged, by characters and by bytes", () => {
  assert.equal(passwordFault("eleven char", 4), "password_short");
  assert.equal(passwordFault("twelve chars", 4), null);
  // Eleven characters, although more of what a string counts by.
  assert.equal(passwordFault("😀".repeat(11), 4), "password_short");
  assert.equal(passwordFault("я".repeat(128), 4), null);
  assert.equal(passwordFault("я".repeat(129), 4), "password_long");
});

test("normal is enough, nearly is not; without a judge the server decides", () => {
  for (const [score, fault] of [[0, "password_weak"], [1, "password_weak"], [2, "password_weak"], [3, null], [4, null], [null, null]]) {
    assert.equal(passwordFault("twelve chars", score), fault, String(score));
  }
  assert.equal(STRENGTHS[3], "normal");
});

test("what one is called by makes a password weak", async () => {
  const judge = await loadJudge();
  const typed = "severova.anna1990";
  const known = inputsOf(["Anna Severova", "anna", "anna.severova@shop.example", null, ""]);
  assert.deepEqual(known, ["anna severova", "anna", "anna.severova@shop.example", "severova", "shop", "example", "edgetill"]);
  assert.ok(judge(typed, known) < judge(typed, []));
  assert.ok(judge("password1234", known) < 3);
  assert.equal(judge("correct horse battery 77 staple", known), 4);
});

test("a very long password is judged in no time", async () => {
  const judge = await loadJudge();
  const began = Date.now();
  judge("aB3$".repeat(100), []);
  assert.ok(Date.now() - began < 2000);
});

test("a browser is told by its name and system, the more particular first", () => {
  const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
  assert.deepEqual(knownAgent(chrome), { browser: "Chrome", system: "Windows" });
  assert.deepEqual(knownAgent(`${chrome} Edg/141.0.0.0`), { browser: "Edge", system: "Windows" });
  assert.deepEqual(knownAgent(`${chrome} YaBrowser/25.8`), { browser: "Yandex Browser", system: "Windows" });
  assert.deepEqual(knownAgent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"), { browser: "Safari", system: "iPhone" });
  assert.deepEqual(knownAgent("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"), { browser: "Chrome", system: "Android" });
  assert.deepEqual(knownAgent("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), { browser: "Firefox", system: "Linux" });
  assert.deepEqual(knownAgent("curl/8.5"), { browser: null, system: null });
});

test("a notification leads to what it is about, and nowhere else", () => {
  assert.equal(subjectPath("refund_stuck", "payment:7"), "/payments/7");
  assert.equal(subjectPath("callback_mismatch", "payment:3"), "/payments/3");
  assert.equal(subjectPath("callback_unmatched", "callback:be_7"), "/callbacks");
  assert.equal(subjectPath("endpoint_failing", "endpoint:2"), "/notices/endpoints");
  assert.equal(subjectPath("new_sign_in", "person:1"), "/profile/sessions");
  assert.equal(subjectPath("limit_reached", "limit:terminal:main:RUB"), "/organisation/limits");
  for (const subject of ["payment:7/../../x", "payment:", "payment:1e9", "something:new", ""]) assert.equal(subjectPath("some_kind", subject), null, subject);
});

test("kinds that this build does not know read as words", () => {
  assert.equal(readable("payout_window_closed"), "Payout window closed");
  assert.equal(countText(99), "99");
  assert.equal(countText(100), "99+");
});

test("how long to wait is never said too short", () => {
  assert.equal(waitText(1_740_000, "en"), "29 minutes");
  assert.equal(waitText(1_740_001, "en"), "30 minutes");
  assert.equal(waitText(61_000, "ru"), "61 секунда");
  assert.equal(waitText(1, "en"), "1 second");
});

test("the address names an organisation by its slug alone, and leads back only to ourselves", () => {
  assert.deepEqual(cabinetSearch({ mode: "test", org: "demo-2" }), { mode: "test", org: "demo-2" });
  for (const org of ["", "a", "Demo", "a/b", "a".repeat(41), "a b"]) assert.deepEqual(cabinetSearch({ org }), {}, org);
  assert.deepEqual(signInSearch({ back: "/payments?org=demo" }), { back: "/payments?org=demo" });
  for (const back of ["https://evil.example", "//evil.example", "/\\evil.example"]) assert.deepEqual(signInSearch({ back }), {}, back);
  assert.deepEqual(notificationsSearch({ unread: "true", limit: "25" }), { limit: 25, unread: true });
  assert.deepEqual(notificationsSearch({ unread: "no" }), {});
});

test("permissions are what the session lists, whatever the role", () => {
  const session = { role: "owner", permissions: ["refund"] };
  assert.ok(may(session, "refund"));
  for (const other of PERMISSIONS.filter((one) => one !== "refund")) assert.ok(!may(session, other), other);
});

test("where a second factor is demanded, only the profile is open", () => {
  const session = (required, has) => ({ organisation: { second_factor_required: required }, person: { second_factor: has } });
  assert.ok(demandsSecondFactor(session(true, false)));
  for (const fine of [session(true, true), session(false, false), { organisation: null, person: { second_factor: false } }]) assert.ok(!demandsSecondFactor(fine));
  assert.ok(isPersonal("/profile") && isPersonal("/profile/second-factor"));
  assert.ok(isOutside("/recovery") && !isOutside("/recovery/x") && !isOutside("/payments"));
  assert.ok(!isPersonal("/profiles") && !isPersonal("/payments"));
});
