// Times arrive in UTC and are shown in the organisation's zone, whatever zone the person's computer is in.
import { locale } from "./money.ts";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, kind: "short" | "full" | "zone"): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${kind}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale(language), { timeZone: knownZone(zone), ...options(language, kind) });
  cache.set(key, made);
  return made;
}

function options(language: string, kind: "short" | "full" | "zone"): Intl.DateTimeFormatOptions {
  if (kind === "full") return { dateStyle: "full", timeStyle: "full" };
  if (kind === "zone") return { timeZoneName: "shortOffset" };
  // Figures alone are read one way in Russian; in English a month's name leaves no doubt which figure it is.
  const month = language === "ru" ? "2-digit" : "short";
  return { day: "2-digit", month, year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
}

/** A zone this browser does not know is shown as UTC rather than not at all. */
function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return "UTC";
  }
}

/** "23.11.2026, 13:00:05" or "23 Nov 2026, 13:00:05". */
export function formatTime(at: string, language: string, zone: string): string {
  return formatter(language, zone, "short").format(new Date(at));
}

/** In words, with the zone's name: what hovering shows. */
export function explainTime(at: string, language: string, zone: string): string {
  return `${formatter(language, zone, "full").format(new Date(at))} · ${zone}`;
}

/** "GMT+3": the zone's distance now. */
export function zoneOffset(language: string, zone: string): string {
  const parts = formatter(language, zone, "zone").formatToParts(new Date());
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** "2026-11-23 13:00:05": what spreadsheets understand in every language. */
export function sortableTime(at: string, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: knownZone(zone), dateStyle: "short", timeStyle: "medium" }).format(new Date(at));
}

/** "3 days ago", in the largest unit that fits. */
export function formatAge(at: string, language: string): string {
  const seconds = Math.min((Date.parse(at) - Date.now()) / 1000, 0);
  const format = new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" });
  const fits = AGES.find(([, size]) => -seconds >= size);
  return fits === undefined ? format.format(0, "second") : format.format(Math.ceil(seconds / fits[1]), fits[0]);
}

const AGES: [Intl.RelativeTimeFormatUnit, number][] = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

export function formatDuration(milliseconds: number, language: string): string {
  const seconds = milliseconds >= 1000;
  const format = new Intl.NumberFormat(locale(language), {
    style: "unit",
    unit: seconds ? "second" : "millisecond",
    unitDisplay: "short",
    maximumFractionDigits: seconds ? 1 : 0,
  });
  return format.format(seconds ? milliseconds / 1000 : milliseconds);
}

/** "29 minutes", and seconds within the last minute: how long to wait, never less than it is. */
export function waitText(milliseconds: number, language: string): string {
  const seconds = Math.max(Math.ceil(milliseconds / 1000), 1);
  const minutes = seconds > 90;
  const format = new Intl.NumberFormat(locale(language), { style: "unit", unit: minutes ? "minute" : "second", unitDisplay: "long" });
  return format.format(minutes ? Math.ceil(seconds / 60) : seconds);
}
