// Orders and sales as a manager works with them: a payer pays by hand, the manager corrects the price and confirms, the client's card tells
// the story, and the money goes back; then the same from the client's card, without the payer.
import assert from "node:assert/strict";
import { launch, signIn } from "./kit.mjs";

const demo = JSON.parse(process.env.DEMO);
const shots = new URL("../../target/screenshots/", import.meta.url).pathname;
const PATIENCE_MS = 30_000;
const run = Date.now().toString(36);
const buyer = `vera-${run}@client.example`;
const title = `Cup of Yixing clay ${run}`;

const browser = await launch();
try {
  const cabinet = await opened();
  await cabinet.goto(`${demo.base_url}/cabinet/`);
  await signIn(cabinet, demo.cabinet);
  await cabinet.getByRole("link", { name: "Organisation" }).waitFor();
  const link = await offered(cabinet);
  await paid(link);
  await confirmed(cabinet);
  await told(cabinet);
  await givenBack(cabinet);
  await recorded(cabinet);
  await looked(cabinet);
} finally {
  await browser.close();
}

async function opened(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** An offer to be paid at the till; its link. And an invoice. */
async function offered(page) {
  return page.evaluate(async ([title, buyer]) => {
    const { csrf_token: csrf } = await (await fetch("/api/auth/session")).json();
    const ask = async (path, body) => {
      const headers = { "x-csrf-token": csrf, "idempotency-key": crypto.randomUUID(), "content-type": "application/json" };
      const answer = await fetch(`${path}?mode=test`, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const till = await ask("/api/manual-systems", {
      name: "Till", commission_percent: "2", income_currency: "RUB", transaction_currency: "RUB", currencies: ["RUB"],
    });
    const offer = await ask("/api/offers", { title, price: { amount: "1000.00", currency: "RUB" }, systems: [till.id] });
    await ask("/api/invoices", {
      client: { name: "Nina Petrova", email: `nina-${buyer}` }, amount: { amount: "250.00", currency: "RUB" }, description: "Delivery", expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    });
    return offer.link;
  }, [title, buyer]);
}

async function paid(link) {
  const payer = await opened({ viewport: { width: 390, height: 844 } });
  await payer.goto(link);
  await payer.getByLabel("Your name").fill("Vera Orlova");
  await payer.getByLabel("E-mail").fill(buyer);
  await payer.getByLabel("Comment").fill("Paid at the till");
  await payer.getByRole("button", { name: "Pay", exact: true }).click();
  await payer.getByRole("heading", { name: "In processing" }).waitFor();
  await payer.context().close();
}

async function confirmed(page) {
  await page.goto(`${demo.base_url}/cabinet/sales/payments?mode=test&q=${encodeURIComponent(buyer)}`);
  await page.getByRole("row").filter({ hasText: "Till" }).click();
  const pane = page.getByRole("complementary");
  await pane.getByText("Paid at the till").waitFor();
  await page.screenshot({ path: `${shots}sales-1-open.png` });
  await pane.getByRole("button", { name: "Confirm" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Price").fill("900.00");
  await dialog.getByLabel("Comment").fill("A hundred less for a chip");
  await dialog.getByText(/900\.00\sRUB will be booked instead of 1,000\.00\sRUB/).waitFor();
  await page.screenshot({ path: `${shots}sales-2-confirm.png` });
  await dialog.locator("[type=submit]").click();
  await pane.getByText("Confirmed").first().waitFor();
  // 2 % of 900.00; and what was asked stays beside it.
  await pane.getByText("18.00").first().waitFor();
  await pane.getByText("1,000.00").first().waitFor();
  await page.screenshot({ path: `${shots}sales-3-confirmed.png` });
}

async function told(page) {
  const pane = page.getByRole("complementary");
  await pane.getByRole("link", { name: "Vera Orlova" }).click();
  await page.getByRole("button", { name: "Add a manual payment" }).waitFor();
  await pane.getByText("Opened:").waitFor();
  await pane.getByText("Completed").first().waitFor();
  await page.screenshot({ path: `${shots}sales-4-client.png` });
}

async function givenBack(page) {
  const pane = page.getByRole("complementary");
  await pane.getByText(title).first().click();
  await pane.getByRole("button", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("[type=submit]").click();
  await pane.getByText("Refunded").first().waitFor();
  await page.keyboard.press("Escape");
  await pane.getByText("Refunded").nth(1).waitFor();
  await page.screenshot({ path: `${shots}sales-5-refunded.png` });
}

async function recorded(page) {
  const pane = page.getByRole("complementary");
  await pane.getByRole("button", { name: "Add a manual payment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Offer" }).fill(title);
  await page.getByRole("option", { name: new RegExp(title) }).click();
  await page.screenshot({ path: `${shots}sales-6-add.png` });
  await dialog.locator("[type=submit]").click();
  await dialog.waitFor({ state: "hidden" });
  const added = pane.locator("details").filter({ has: page.locator("summary").filter({ hasNotText: "Refunded" }) });
  await added.locator("summary").click();
  const confirm = pane.getByRole("button", { name: "Confirm" });
  await confirm.click();
  await page.getByRole("dialog").getByLabel("Price").fill("800.00");
  await page.getByRole("dialog").locator("[type=submit]").click();
  await confirm.waitFor({ state: "detached" });
  await pane.getByText("Paid in all").waitFor();
  await pane.getByText("800.00").first().waitFor();
  await page.screenshot({ path: `${shots}sales-7-recorded.png` });
  await pane.getByRole("button", { name: "Refund" }).click();
  await page.getByRole("dialog").locator("[type=submit]").click();
  await pane.locator("summary").filter({ hasText: "Refunded" }).nth(1).waitFor();
}

/** In the hand and on a wide screen, in both languages. */
async function looked(page) {
  for (const [name, width, language] of [["phone", 390, "ru"], ["wide", 1920, "en"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate((chosen) => localStorage.setItem("edgetill.language", chosen), language);
    for (const path of ["sales/orders", "sales/payments", "clients", "offers", "invoices", "organisation/manual-systems"]) {
      await page.goto(`${demo.base_url}/cabinet/${path}?mode=test`);
      await page.getByText(/RUB|client\.example|Till/).locator("visible=true").first().waitFor();
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${path} is wider than ${width}`);
      await page.screenshot({ path: `${shots}sales-${name}-${path.replace("/", "-")}.png` });
    }
  }
}
