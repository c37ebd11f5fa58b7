// Who may do what, as people walk it: an operator makes an organisation, its owner comes in by the letter, sets up a second factor,
// makes a key, and verifies the journal; then signs in anew with both factors.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { launch, signIn } from "./kit.mjs";

const demo = JSON.parse(process.env.DEMO);
const shots = new URL("../../target/screenshots/", import.meta.url).pathname;
const PATIENCE_MS = 30_000;
const slug = `tea-${Date.now().toString(36)}`;
const address = `owner@${slug}.example`;
const password = `kettle-${slug}-harbour-lantern`;

const browser = await launch();
try {
  const link = await organisationMade(await desk());
  const page = await desk();
  await cameIn(page, link);
  const secret = await secondFactor(page);
  await key(page);
  await journal(page);
  await signedInAnew(await desk(), secret);
} finally {
  await browser.close();
}

/** A browser of its own at the cabinet. */
async function desk() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(`${demo.base_url}/cabinet/`);
  return page;
}

/** The operator's part; answers the link in the owner's letter. */
async function organisationMade(page) {
  await signIn(page, demo.operator);
  await page.getByRole("button", { name: "New organisation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Short address").fill(slug);
  await dialog.getByLabel("Short name").fill("Tea & Harbour");
  await dialog.getByLabel("Owner’s e-mail").fill(address);
  await page.screenshot({ path: `${shots}people-1-organisation.png` });
  await dialog.locator("[type=submit]").click();
  await page.getByText("Tea & Harbour").first().waitFor();
  for (let at = 0; at < 150; at += 1) {
    const { items } = await (await fetch(`${demo.base_url}/__local/mailbox`)).json();
    const letter = items.find(({ to }) => to === address);
    if (letter) return letter.text.match(/https?:\/\/\S+#[0-9a-f]{64}/)[0];
    await page.waitForTimeout(200);
  }
  throw new Error("no letter came");
}

async function cameIn(page, link) {
  await page.goto(link.replace(/^https?:\/\/[^/]+/, demo.base_url));
  await page.getByText("Tea & Harbour").first().waitFor();
  assert.ok(!page.url().includes("#"), "the token does not stay in the address");
  await page.getByLabel("Name").fill("Ann Harbour");
  await page.getByLabel("Login").fill(slug);
  await page.locator("input[type=password]").first().fill("tea");
  await page.getByText("very weak").first().waitFor();
  await page.locator("input[type=password]").first().fill(password);
  await page.screenshot({ path: `${shots}people-2-invitation.png` });
  await page.locator("[type=submit]").click();
  await page.getByRole("link", { name: "Organisation" }).waitFor();
}

async function secondFactor(page) {
  await page.goto(`${demo.base_url}/cabinet/profile/second-factor`);
  await page.getByRole("button", { name: "Turn on" }).first().click();
  const text = await page.locator("li .mono").first().textContent();
  // As it is shown: in groups.
  const secret = text.replace(/\s/g, "");
  await page.locator("[autocomplete=one-time-code]").fill(code(secret, 0));
  await page.screenshot({ path: `${shots}people-3-second-factor.png` });
  await page.locator("[type=submit]").click();
  await page.getByText("Keep these codes now").first().waitFor();
  return secret;
}

async function key(page) {
  await page.goto(`${demo.base_url}/cabinet/organisation/keys`);
  await page.getByRole("button", { name: /new key/i }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Shop");
  await dialog.locator("[type=submit]").click();
  await page.getByText(/sk_(test|live)_[0-9a-f]{12}_[0-9a-f]{64}/).first().waitFor();
  await page.screenshot({ path: `${shots}people-4-key.png` });
}

async function journal(page) {
  const sealed = await fetch(`${demo.base_url}/__local/cron`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ function: "journal", cron: "* * * * *", at: new Date().toISOString() }),
  });
  assert.equal(sealed.status, 200, await sealed.text());
  await page.goto(`${demo.base_url}/cabinet/organisation/journal`);
  await page.getByRole("button", { name: "Verify" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText(/^[1-9][0-9]* entries are good$/).waitFor();
  await page.screenshot({ path: `${shots}people-5-journal.png` });
}

async function signedInAnew(page, secret) {
  await signIn(page, { login: address.toUpperCase(), password });
  await page.locator("[autocomplete=one-time-code]").fill(code(secret, 1));
  await page.locator("[type=submit]").click();
  await page.getByRole("link", { name: "Organisation" }).waitFor();
}

/** The code of RFC 6238, of a step after this one: each is good once. */
function code(secret, later) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", bytes).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
