// Both languages complete: the same keys, every plural form that the language has, the same values put in.
import { readFile } from "node:fs/promises";

const PLURAL = /_(zero|one|two|few|many|other)$/;
const languages = ["en", "ru"];
const problems = [];

const flatten = (node, path = "") =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );

const words = {};
for (const language of languages) {
  const file = new URL(`../src/i18n/${language}.json`, import.meta.url);
  words[language] = new Map(flatten(JSON.parse(await readFile(file, "utf8"))));
}

const stems = (map) => new Set([...map.keys()].map((key) => key.replace(PLURAL, "")));
const blanks = (text) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();

for (const language of languages) {
  const map = words[language];
  const other = words[languages.find((candidate) => candidate !== language)];
  for (const stem of stems(other)) if (!stems(map).has(stem)) problems.push(`${language}: ${stem} is missing`);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, text] of map) {
    if (text.trim() === "") problems.push(`${language}: ${key} is empty`);
    const stem = key.replace(PLURAL, "");
    // Only what is counted has plural forms; "other" is a word of its own elsewhere.
    if (stem === key || !text.includes("{{count}}")) continue;
    for (const form of forms) if (!map.has(`${stem}_${form}`)) problems.push(`${language}: ${stem} has no form "${form}"`);
  }
}
for (const [key, text] of words.en) {
  const twin = words.ru.get(key);
  if (twin !== undefined && blanks(twin) !== blanks(text)) problems.push(`${key}: other values put in`);
}

for (const problem of problems) console.error(problem);
console.log(`locales: ${words.en.size} English, ${words.ru.size} Russian texts, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
