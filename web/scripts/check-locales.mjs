// Both languages complete: the same keys in the same files, each key in one file only, every plural form that the language
// has, the same values put in.
import { flatten, filesOf, LANGUAGES, PLURAL, wordsOf } from "./locales.mjs";

const problems = [];
const files = Object.fromEntries(await Promise.all(LANGUAGES.map(async (language) => [language, await filesOf(language)])));
const words = {};

for (const language of LANGUAGES) {
  words[language] = new Map();
  for (const file of files[language]) {
    for (const [key, text] of flatten(await wordsOf(language, file))) {
      const before = words[language].get(key);
      if (before !== undefined) problems.push(`${language}: ${key} stands in ${before.file} and in ${file}`);
      words[language].set(key, { file, text });
    }
  }
}

const stems = (map) => new Map([...map].map(([key, { file }]) => [key.replace(PLURAL, ""), file]));
const blanks = (text) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();

for (const language of LANGUAGES) {
  const map = words[language];
  const other = words[LANGUAGES.find((candidate) => candidate !== language)];
  const own = stems(map);
  for (const [stem, file] of stems(other)) {
    if (!own.has(stem)) problems.push(`${language}: ${stem} is missing`);
    else if (own.get(stem) !== file) problems.push(`${language}: ${stem} stands in ${own.get(stem)}, not in ${file}`);
  }
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, { text }] of map) {
    if (text.trim() === "") problems.push(`${language}: ${key} is empty`);
    const stem = key.replace(PLURAL, "");
    // Only what is counted has plural forms; "other" is a word of its own elsewhere.
    if (stem === key || !text.includes("{{count}}")) continue;
    for (const form of forms) if (!map.has(`${stem}_${form}`)) problems.push(`${language}: ${stem} has no form "${form}"`);
  }
}
for (const [key, { text }] of words.en) {
  const twin = words.ru.get(key);
  if (twin !== undefined && blanks(twin.text) !== blanks(text)) problems.push(`${key}: other values put in`);
}

for (const problem of problems) console.error(problem);
console.log(`locales: ${words.en.size} English, ${words.ru.size} Russian texts, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
