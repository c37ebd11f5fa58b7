// Pages ask anew by themselves, and each request counts as use of the session. Where nobody has touched the page for a while
// they stop, so that an unattended session ends when it should; the first touch brings everything up to date.
import { focusManager } from "@tanstack/react-query";

const AWAY_AFTER_MS = 10 * 60_000;
const LOOK_EVERY_MS = 30_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

export function watchPresence(): void {
  let touchedAt = Date.now();
  let away = false;
  const touched = () => {
    touchedAt = Date.now();
    if (!away) return;
    away = false;
    // As the page's visibility says.
    focusManager.setFocused(undefined);
  };
  for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
  window.setInterval(() => {
    if (away || Date.now() - touchedAt < AWAY_AFTER_MS) return;
    away = true;
    focusManager.setFocused(false);
  }, LOOK_EVERY_MS);
}
