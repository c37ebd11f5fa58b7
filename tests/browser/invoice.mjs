// An invoice as its client meets it: billed in the cabinet, told of by e-mail, opened by the link in the letter, paid at the sandbox bank;
// and the cabinet says that it is paid.
import assert from "node:assert/strict";
import { launch, signIn } from "./kit.mjs";

const demo = JSON.parse(process.env.DEMO);
const shots = new URL("../../target/screenshots/", import.meta.url).pathname;
const PATIENCE_MS = 30_000;
const address = `client-${Date.now().toString(36)}@client.example`;

const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  context.setDefaultTimeout(PATIENCE_MS);
  const cabinet = await context.newPage();
  await cabinet.goto(`${demo.base_url}/cabinet/`);
  await signIn(cabinet, demo.cabinet);
  await cabinet.getByRole("link", { name: "Organisation" }).waitFor();
  const { csrf_token: csrf } = await ask(cabinet, "/api/auth/session");
  const invoice = await ask(cabinet, "/api/invoices?mode=test", {
    method: "POST",
    headers: { "x-csrf-token": csrf, "idempotency-key": crypto.randomUUID(), "content-type": "application/json" },
    body: JSON.stringify({
      client: { name: "Anna Ivanova", email: address, language: "en" },
      amount: { amount: "1234.50", currency: "RUB" },
      lines: [{ name: "Oolong", price: "617.25", quantity: 2, sum: "1234.50" }],
      description: "Oolong and a gaiwan", expires_at: new Date(Date.now() + 86_400_000).toISOString(), send: ["email"],
    }),
  });
  assert.equal(invoice.status, "sent");
  const letter = await letterTo(cabinet, address);
  assert.match(letter.subject, new RegExp(`^Invoice ${invoice.number} from .+: 1234\\.50 RUB$`));
  const [link] = letter.text.match(/https?:\/\/\S+\/pay\/[0-9a-f]{32}\S*/);
  const payer = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" })).newPage();
  payer.setDefaultTimeout(PATIENCE_MS);
  await payer.goto(link);
  await payer.getByText("Oolong and a gaiwan").first().waitFor();
  await payer.screenshot({ path: `${shots}invoice-1-page.png`, fullPage: true });
  await payer.getByRole("button", { name: "Pay by card" }).first().click();
  await payer.locator("[name=number]").fill("2200 0000 0000 0004");
  await payer.locator("[name=expiry]").fill("12/30");
  await payer.locator("[name=cvv]").fill("123");
  await payer.locator("[name=name]").fill("ANNA IVANOVA");
  await payer.getByRole("button", { name: /^Pay/ }).click();
  await payer.getByText("The payment has gone through").waitFor();
  await payer.screenshot({ path: `${shots}invoice-2-paid.png`, fullPage: true });
  const paid = await ask(cabinet, `/api/invoices/${invoice.number}`);
  assert.equal(paid.status, "paid");
  assert.equal(paid.attention, null);
  // The link again, much later: it says so, and asks nothing.
  await payer.goto(link);
  await payer.getByText("The payment has gone through").waitFor();
  await cabinet.goto(`${demo.base_url}/cabinet/invoices/${invoice.number}?mode=test`);
  await cabinet.getByText("1,234.50").first().waitFor();
  await cabinet.screenshot({ path: `${shots}invoice-3-cabinet.png` });
} finally {
  await browser.close();
}

/** JSON of the desk, as the page may read it. */
async function ask(page, path, options = {}) {
  const { status, body } = await page.evaluate(async ([path, options]) => {
    const answer = await fetch(path, options);
    return { status: answer.status, body: await answer.json() };
  }, [path, options]);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function letterTo(page, to) {
  for (let at = 0; at < 150; at += 1) {
    const { items } = await (await fetch(`${demo.base_url}/__local/mailbox`)).json();
    const letter = items.find((each) => each.to === to);
    if (letter) return letter;
    await page.waitForTimeout(200);
  }
  throw new Error("no letter came");
}
