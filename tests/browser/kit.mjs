// What the browser walks share.
import { chromium } from "playwright-core";

/** The browser named by CHROMIUM, kept from looking for the internet. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Fills the cabinet's sign-in page. */
export async function signIn(page, { login, password }) {
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", password);
  await page.click("[type=submit]");
}
