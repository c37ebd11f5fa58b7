// The cabinet on a CDN: at another origin of the same site it signs in and reads; from any other origin nothing is answered.
import assert from "node:assert/strict";
import { launch, signIn } from "./kit.mjs";

const { DEMO, CDN } = process.env;
const demo = JSON.parse(DEMO);
const browser = await launch();
try {
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${CDN}/cabinet/`);
  await signIn(page, demo.cabinet);
  await page.getByRole("heading", { name: "Payments" }).waitFor();
  assert.equal(await ask(page), 200, "the configured origin is answered, with the cookie");
  // A page of the same site that is not configured: the browser sends the cookie, and the desk refuses.
  await page.goto(demo.shop_url);
  assert.equal(await ask(page), "refused");
  // Another site altogether: `localhost` is none of 127.0.0.1's.
  await page.goto(CDN.replace("127.0.0.1", "localhost") + "/widget.js");
  assert.equal(await ask(page), "refused");
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}

function ask(page) {
  return page.evaluate(
    (url) => fetch(url, { credentials: "include" }).then((answer) => answer.status, () => "refused"),
    `${demo.base_url}/api/auth/session`,
  );
}
