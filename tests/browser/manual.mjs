// A payer buys an offer and pays by hand: chooses the way, errs, corrects, tells of it with a receipt, and sees the outcome come by
// itself after a manager has confirmed it with another price. Then the same pages in the hand, in Russian, in the dark, without JavaScript.
import assert from "node:assert/strict";
import { launch } from "./kit.mjs";

const demo = JSON.parse(process.env.DEMO);
const shots = new URL("../../target/screenshots/", import.meta.url).pathname;
const PATIENCE_MS = 30_000;
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n");
// One green pixel.
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const manager = await signedIn();
const offer = await offered();
const browser = await launch();
try {
  await bought();
  await inTheHand();
  await withoutScript();
} finally {
  await browser.close();
}

async function signedIn() {
  const answer = await fetch(`${demo.base_url}/api/auth/sign-in`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(demo.cabinet),
  });
  assert.equal(answer.status, 200);
  const cookie = answer.headers.get("set-cookie").split(";")[0];
  return { cookie, "x-csrf-token": (await answer.json()).csrf_token, "x-organisation": demo.organisation };
}

/** A request of the manager, in test mode. */
async function ask(method, path, body, type = "application/json") {
  const answer = await fetch(`${demo.base_url}${path}?mode=test`, {
    method, headers: { ...manager, "content-type": type, "idempotency-key": crypto.randomUUID() }, body: type === "application/json" ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** An offer to be paid at the stall, by a transfer abroad or by card. */
async function offered() {
  const stall = await ask("POST", "/api/manual-systems", {
    name: "Market stall", description: "Cash or card to card", commission_percent: "0", income_currency: "RUB", transaction_currency: "RUB", currencies: ["RUB"],
    merchant_name: "Leaf & Clay, stall 14", merchant_description: "Dorogomilovsky market, hall 2.\nEvery day from 9 to 19.", comment_hint: "The last four digits of your card, or the number of the receipt",
  });
  await ask("PUT", `/api/manual-systems/${stall.id}/image`, PNG, "image/png");
  const wire = await ask("POST", "/api/manual-systems", {
    name: "Transfer abroad", commission_percent: "1", income_currency: "USD", transaction_currency: "USD", currencies: ["USD"], merchant_name: "Leaf & Clay Ltd, IBAN AE07 0331 2345 6789",
  });
  return ask("POST", "/api/offers", {
    title: "Gaiwan of Jingdezhen porcelain", description: "Hand-painted, 120 ml.\nSent within three days, well wrapped.",
    price: { amount: "12500.00", currency: "RUB" }, systems: [stall.id, wire.id, "sandbox"], confirm_days: 14,
  });
}

async function opened(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("422") && complaints.push(`${message.text()} ${message.location().url}`));
  page.shot = (name) => page.screenshot({ path: `${shots}manual-${name}.png`, fullPage: true });
  page.done = () => (assert.deepEqual(complaints, []), context.close());
  return page;
}

async function bought() {
  const page = await opened();
  await page.goto(offer.link);
  await page.getByRole("heading", { name: "How would you like to pay?" }).waitFor();
  await page.shot("1-ways");
  await page.getByRole("link", { name: "Transfer abroad" }).click();
  await page.getByText("1 RUB = ").waitFor();
  await page.shot("2-converted");
  await page.getByRole("link", { name: "Pay in another way" }).click();
  await page.getByRole("link", { name: "Market stall" }).click();
  await page.getByText("stall 14").waitFor();
  await page.locator(".picture").evaluate((picture) => picture.decode());
  await page.shot("3-form");
  // By keyboard alone: what is wrong is said beside the field, which has the focus, and what was typed is kept.
  await page.getByLabel("Your name").focus();
  await page.keyboard.type("Anna");
  await page.getByLabel("Comment").fill("7731");
  await page.getByRole("button", { name: "Pay", exact: true }).press("Enter");
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Anna");
  assert.equal(await page.getByLabel("Comment").inputValue(), "7731");
  assert.equal(await page.evaluate(() => document.activeElement.name), "email");
  await page.shot("4-wrong");
  // A file that is too large is not even sent.
  await page.locator("[name=receipt]").setInputFiles({ name: "large.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
  assert.equal(await page.locator("[name=receipt]").evaluate((input) => input.validity.customError), true);
  await page.locator("[name=receipt]").setInputFiles({ name: "receipt.pdf", mimeType: "application/pdf", buffer: PDF });
  await page.getByLabel("E-mail").fill("anna@mail.example");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await page.getByRole("heading", { name: "In processing" }).waitFor();
  await page.shot("5-processing");
  const number = Number(await page.locator("body").getAttribute("data-number"));
  const detail = await ask("POST", `/api/manual-payments/${number}/confirm`, { amount: "12000.00", currency: "RUB", comment: "500 are paid at the stall" });
  assert.ok(JSON.stringify(detail).includes("12000.00"));
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  assert.match((await page.locator(".price").textContent()).replace(/\s/g, ""), /^12000\.00RUB$/);
  assert.ok(!(await page.textContent("body")).includes("at the stall"), "what people write of it is theirs");
  await page.shot("6-confirmed");
  await page.done();
}

async function inTheHand() {
  const page = await opened({ viewport: { width: 390, height: 844 }, locale: "ru-RU", colorScheme: "dark", hasTouch: true });
  await page.goto(offer.link);
  await page.getByRole("link", { name: "Market stall" }).click();
  await page.getByLabel("Дата оплаты").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `nothing stands out to the right: ${wide}`);
  await page.shot("7-phone-dark");
  await page.getByLabel("Телефон").fill("8 916 123-45-67");
  await page.getByRole("button", { name: "Оплатить" }).click();
  await page.getByRole("heading", { name: "В обработке" }).waitFor();
  await page.shot("8-phone-processing");
  const number = await page.locator("body").getAttribute("data-number");
  await ask("POST", `/api/manual-payments/${number}/reject`, { comment: "no such transfer" });
  await page.getByRole("heading", { name: "Не подтверждено" }).waitFor();
  await page.shot("9-phone-rejected");
  await page.done();
}

async function withoutScript() {
  const page = await opened({ viewport: { width: 1920, height: 1080 }, javaScriptEnabled: false, colorScheme: "dark" });
  await page.goto(`${offer.link}?lang=en`);
  await page.getByRole("link", { name: "Market stall" }).click();
  await page.getByLabel("E-mail").fill("boris@mail.example");
  await page.shot("10-wide-dark");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await page.getByRole("heading", { name: "In processing" }).waitFor();
  await page.shot("11-wide-processing");
  await page.done();
}
