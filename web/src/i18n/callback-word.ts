import { knownWord } from "./words";

/** "payment.captured" or "captured": what a bank reported. */
export function callbackWord(kind: string): string {
  const word = knownWord("callback_kind", kind.replace(/^payment\./, ""));
  return word ?? kind;
}
