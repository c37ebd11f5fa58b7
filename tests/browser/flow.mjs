// The whole flow as people walk it: shop, widget, bank page with a decline and then 3-D Secure, back to the shop, the
// postback verified by the reference library of Standard Webhooks, the payment in the cabinet. Screenshots on the way.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { launch, signIn } from "./kit.mjs";

const demo = JSON.parse(process.env.DEMO);
const shots = new URL("../../target/screenshots/", import.meta.url).pathname;
const PATIENCE_MS = 20_000;
const DECLINED = "4000 0000 0000 0002";
const CHALLENGED = "2200 0000 0000 0020";

await mkdir(shots, { recursive: true });
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = [];
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && /Content Security Policy/.test(message.text()) && complaints.push(message.text()));
  const shot = (name) => page.screenshot({ path: `${shots}${name}.png` });

  await payInTheWidget(page, shot);
  await payOnThePageItself(page, shot);
  await cabinet(page, shot);
  await phone(browser);
  await documents(page, shot);
  assert.deepEqual(complaints, [], "no script error, nothing against the content security policy");
} finally {
  await browser.close();
}

/** A decline takes the payer back to choose again; 3-D Secure then succeeds. */
async function payInTheWidget(page, shot) {
  await openShop(page);
  await page.click("#pay-signed");
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Pay by card" }).waitFor();
  await shot("1-widget");
  await frame.getByRole("button", { name: "Pay by card" }).click();
  await typeCard(frame, DECLINED);
  await frame.getByText("You can try another card").waitFor();
  await shot("2-declined");
  await frame.getByRole("button", { name: "Pay by card" }).click();
  await typeCard(frame, CHALLENGED, () => shot("3-bank"));
  await frame.locator("[name=code]").fill("1234");
  await shot("4-challenge");
  await frame.getByRole("button", { name: "Confirm" }).click();
  await page.locator("#outcome-status", { hasText: "Paid" }).waitFor();
  await page.locator("#outcome-told", { hasText: "signature verified" }).waitFor();
  await page.locator("iframe").waitFor({ state: "detached" });
  await shot("5-shop-told");
  const order = await page.textContent("#outcome-order");
  const { items } = await (await fetch(`${demo.shop_url}/received?order=${encodeURIComponent(order)}`)).json();
  assert.equal(items.length, 1);
  assert.equal(items[0].verified, true, "verified by the reference library");
}

/** The shop's goods come by a request of their own: nothing can be bought before. */
async function openShop(page) {
  await page.goto(demo.shop_url);
  await page.locator("#goods input:checked").waitFor({ state: "attached" });
}

/** The same without a frame: a payment created beforehand, opened by its address. */
async function payOnThePageItself(page, shot) {
  const answer = await fetch(`${demo.base_url}/v1/payments`, {
    method: "POST",
    headers: { authorization: `Bearer ${demo.api_key}`, "idempotency-key": crypto.randomUUID(), "content-type": "application/json" },
    body: JSON.stringify({
      amount: "1234.50", currency: "RUB", order: "B-1", description: "Oolong and a gaiwan", success_url: `${demo.shop_url}/success`,
      cart: [{ name: "Oolong", price: "617.25", quantity: 2, sum: "1234.50" }],
    }),
  });
  assert.equal(answer.status, 201);
  const { pay_url: payUrl } = await answer.json();
  await page.goto(payUrl);
  await shot("6-pay-page");
  await page.getByRole("button", { name: "Pay by card" }).click();
  await typeCard(page, "2200 0000 0000 0004");
  await page.getByText("The payment has gone through").waitFor();
  await shot("7-paid");
  await page.waitForURL(`${demo.shop_url}/success**`);
}

async function typeCard(scope, number, before = async () => {}) {
  await scope.locator("[name=number]").fill(number);
  await scope.locator("[name=expiry]").fill("12/30");
  await scope.locator("[name=cvv]").fill("123");
  await scope.locator("[name=name]").fill("ANNA IVANOVA");
  await before();
  await scope.getByRole("button", { name: /^Pay/ }).click();
}

async function cabinet(page, shot) {
  await page.goto(`${demo.base_url}/cabinet/`);
  await signIn(page, { ...demo.cabinet, password: "wrong" });
  await page.getByRole("alert").waitFor();
  await signIn(page, demo.cabinet);
  await page.getByText("B-1", { exact: true }).first().waitFor();
  await shot("8-cabinet-list");
  await page.getByText("B-1", { exact: true }).first().click();
  await page.waitForURL("**/cabinet/payments/*");
  await page.getByText("Payment captured").first().waitFor();
  await shot("9-cabinet-payment");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("10-cabinet-dark");
  await page.emulateMedia({ colorScheme: "light" });
}

/** The shop and the pay page in the hand. */
async function phone(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ru-RU", hasTouch: true });
  const page = await context.newPage();
  await openShop(page);
  await page.click("#pay-created");
  // The widget speaks the shop's language, the page alone the payer's.
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Pay by card" }).waitFor();
  await page.screenshot({ path: `${shots}11-phone-widget.png` });
  const alone = await page.locator("iframe").getAttribute("src");
  await page.goto(alone.split("?")[0]);
  await page.getByRole("button", { name: "Оплатить картой" }).waitFor();
  await page.screenshot({ path: `${shots}12-phone-pay-page.png` });
  await context.close();
}

async function documents(page, shot) {
  await page.goto(`${demo.base_url}/docs/`);
  await page.getByText("/v1/payments").first().waitFor();
  await shot("13-docs");
}
