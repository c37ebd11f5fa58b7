// Two languages, each in files by area: only those in use are loaded.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Area, Words } from "./areas";

export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ru: "Русский", en: "English" };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Words };
  }
}

const STORAGE_KEY = "edgetill.language";

const files = import.meta.glob<{ default: object }>("./*/*.json");

/** Areas that something shown needs, and what is here of them, as "ru/payments". */
const needed = new Set<Area>(["common"]);
const here = new Set<string>();

export async function startI18n(): Promise<void> {
  const language = chosenLanguage() ?? preferredLanguage(navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    supportedLngs: LANGUAGES,
    // React escapes what is put in.
    interpolation: { escapeValue: false },
  });
  await load(language);
  document.documentElement.lang = language;
}

/** For whatever needs the words of `areas`: they are there when this is done, and follow the language from then on. */
export async function loadWords(areas: readonly Area[]): Promise<void> {
  for (const area of areas) needed.add(area);
  let language: string;
  do {
    language = i18next.language;
    await load(language as Language);
    // The language may have been changed meanwhile.
  } while (language !== i18next.language);
}

/** Everything needed in `language`, also what comes to be needed meanwhile. */
async function load(language: Language): Promise<void> {
  for (let missing = missingIn(language); missing.length > 0; missing = missingIn(language)) {
    await Promise.all(missing.map(async (file) => {
      const words = await files[`./${file}.json`]?.();
      i18next.addResourceBundle(language, "translation", words?.default ?? {}, true, true);
      here.add(file);
    }));
  }
}

function missingIn(language: Language): string[] {
  return [...needed].map((area) => `${language}/${area}`).filter((file) => !here.has(file));
}

/** Russian for whoever reads it, English for everybody else. */
export function preferredLanguage(accepted: readonly string[]): Language {
  for (const tag of accepted) {
    const known = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return "en";
}

/** What was chosen in this browser, which outranks what the account says. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return LANGUAGES.find((language) => language === stored) ?? null;
  } catch {
    return null;
  }
}

export async function followAccountLanguage(language: string): Promise<void> {
  const known = LANGUAGES.find((candidate) => candidate === language);
  if (known && chosenLanguage() === null) await switchTo(known);
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
  await switchTo(language);
}

async function switchTo(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
