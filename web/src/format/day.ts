// Days of the organisation's zone: what people filter by. The API takes moments.

import { locale } from "./money.ts";

const DAY_MS = 86_400_000;

/** When a day ("2026-11-23") begins in a zone, as the API takes times. */
export function startOfDay(day: string, zone: string): string {
  return momentOf(day, "00:00", zone);
}

/** When the clocks of a zone show a day and a time ("18:30"), as the API takes times. */
export function momentOf(day: string, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`);
  let at = wall;
  // Twice, because the zone's distance at the first guess may be another than at midnight.
  for (let turn = 0; turn < 2; turn += 1) at = wall - distance(at, zone);
  return new Date(at).toISOString();
}

/** Today's date in a zone. */
export function todayIn(zone: string, now = Date.now()): string {
  return new Date(now + distance(now, zone)).toISOString().slice(0, 10);
}

/** The same day a year before; the last of February for its 29th. */
export function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  return day.endsWith("-02-29") ? `${year}-02-28` : year + day.slice(4);
}

/** "23.11.2026" or "23 Nov 2026". */
export function formatDay(day: string, language: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  const month = language === "ru" ? "2-digit" : "short";
  return new Intl.DateTimeFormat(locale(language), { timeZone: "UTC", day: "2-digit", month, year: "numeric" }).format(at);
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds; none for a zone that this browser does not know. */
function distance(at: number, zone: string): number {
  try {
    const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(at);
    return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
  } catch {
    return 0;
  }
}
