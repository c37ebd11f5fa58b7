import type { TFunction } from "i18next";
import type { MoneyOperation } from "../api/types";
import { formatMoney } from "../format/money";
import { knownWord, wordFor } from "../i18n/words";

/** What became of an operation, in a title and a sentence. */
export function resultWords(result: MoneyOperation, t: TFunction, language: string): { title: string; text: string } {
  const amount = formatMoney(result.amount, result.currency, language);
  if (result.state === "done") {
    const kind = result.kind === "capture" || result.kind === "void" ? result.kind : "refund";
    return { title: t(`result.${kind}_done`, { amount }), text: t("result.done") };
  }
  if (result.state === "refused") {
    return { title: t("result.refused"), text: t("result.refused_text", { amount, why: codeWord(result.code) ?? t("result.no_code") }) };
  }
  if (result.state === "unknown") return { title: t("result.unknown"), text: t("result.unknown_text", { amount }) };
  return { title: t("result.sent"), text: t("result.sent_text", { amount }) };
}

/** Why the bank refused: its code, and what it means where that is known. */
export function codeWord(code: string | null | undefined): string | null {
  if (!code) return null;
  const word = knownWord("operation_code", code) ?? knownWord("decline", code);
  return word === null ? wordFor("operation_code", code) : `${word} (${code})`;
}
