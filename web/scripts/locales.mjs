// The files of words, for the checks.
import { readdir, readFile } from "node:fs/promises";

export const LANGUAGES = ["en", "ru"];
export const PLURAL = /_(zero|one|two|few|many|other)$/;

const folder = (language) => new URL(`../src/i18n/${language}/`, import.meta.url);

/** The names of a language's areas. */
export async function filesOf(language) {
  return (await readdir(folder(language))).filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
}

export async function wordsOf(language, area) {
  return JSON.parse(await readFile(new URL(`${area}.json`, folder(language)), "utf8"));
}

/** Every text with its whole key. */
export function flatten(node, path = "") {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );
}
