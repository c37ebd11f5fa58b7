import type { TFunction } from "i18next";
import { knownWord } from "../i18n/words";

export function attentionTitle(code: string, t: TFunction): string {
  return knownWord("attention", code) ?? t("attention.other", { code });
}

/** What it means and what to do. */
export function attentionMeaning(code: string, t: TFunction): string {
  return knownWord("attention_meaning", code) ?? t("attention_meaning.other");
}
