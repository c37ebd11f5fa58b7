// Two languages, each a chunk of its own: only the one in use is loaded.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en.json";

export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ru: "Русский", en: "English" };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

const STORAGE_KEY = "edgetill.language";

const loaders: Record<Language, () => Promise<{ default: object }>> = {
  ru: () => import("./ru.json"),
  en: () => import("./en.json"),
};

export async function startI18n(): Promise<void> {
  const language = chosenLanguage() ?? preferredLanguage(navigator.languages);
  const { default: words } = await loaders[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: words } },
    supportedLngs: LANGUAGES,
    // React escapes what is put in.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
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
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await loaders[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
