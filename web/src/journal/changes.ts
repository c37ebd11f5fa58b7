// What an entry says was changed, as two texts side by side for each field.
import type { JournalEntry } from "../api/journal";

export interface Change {
  /** The field's path, such as `fees.0.currency`. */
  field: string;
  /** Null: was not there. */
  before: string | null;
  after: string | null;
}

/** Deeper than this, what is found is written as it is. */
const DEPTH_MAX = 3;
const CHANGES_MAX = 200;

export function changesOf({ before, after }: Pick<JournalEntry, "before" | "after">): Change[] {
  const [old, now] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])].slice(0, CHANGES_MAX);
  return fields.map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
}

/** What else the entry tells, without what stands side by side already. */
export function restOf(entry: Pick<JournalEntry, "detail">): Record<string, unknown> | null {
  if (entry.detail === null) return null;
  const { before: _, after: __, ...rest } = entry.detail;
  return Object.keys(rest).length === 0 ? null : rest;
}

function flatten(value: Record<string, unknown> | null): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (part: unknown, path: string, depth: number) => {
    if (isObject(part) && depth < DEPTH_MAX && Object.keys(part).length > 0) {
      for (const [name, inner] of Object.entries(part)) walk(inner, path === "" ? name : `${path}.${name}`, depth + 1);
    } else if (path !== "") {
      found.set(path, textOf(part));
    }
  };
  if (value !== null) walk(value, "", 0);
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of plain things in one line; everything else as JSON. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (Array.isArray(value) && value.every((one) => typeof one === "string" || typeof one === "number")) return value.join(", ");
  return JSON.stringify(value) ?? "";
}
