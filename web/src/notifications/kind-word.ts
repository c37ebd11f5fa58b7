import { knownWord } from "../i18n/words";
import { readable } from "./readable";

/** What happened. A kind that this build does not know still reads as words. */
export function kindWord(kind: string): string {
  return knownWord("notification_kind", kind) ?? readable(kind);
}
