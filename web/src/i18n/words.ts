// Words for codes that the API sends. A code that this build does not know is shown as it came.
import i18next from "i18next";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Words } from "./areas";

export type Vocabulary = {
  [Group in keyof Words]: Words[Group] extends Record<string, string> ? Group : never;
}[keyof Words];

/** The word for `code` in `group`, or null where there is none. */
export function knownWord(group: Vocabulary, code: string): string | null {
  const words: unknown = i18next.getResource(i18next.language, "translation", group);
  if (typeof words !== "object" || words === null) return null;
  const word = (words as Record<string, unknown>)[code];
  return typeof word === "string" ? word : null;
}

/** "in_transit:sandbox": an account with what it is kept for. */
export function accountWord(account: string): string {
  const [name = account, ...of] = account.split(":");
  const word = wordFor("account", name);
  return of.length === 0 ? word : `${word} · ${of.join(":")}`;
}

/** "person:3", "api_key:<prefix>", "terminal:<terminal>" or "system": who asked for something, as the journal names them. What
 *  follows a stroke says from where, which is for nobody's eyes. */
export function actorWord(named: string, t: TFunction): string {
  const [actor = named] = named.split("/");
  const [kind = actor, ...of] = actor.split(":");
  const id = of.join(":");
  if (kind === "person" || kind === "operator" || kind === "api_key" || kind === "terminal") return t(`actor.${kind}`, { id });
  return wordFor("actor", actor);
}

export function wordFor(group: Vocabulary, code: string): string {
  return knownWord(group, code) ?? code;
}

/** As `wordFor`, in a component that is drawn again when the language changes. */
export function useWords(): typeof wordFor {
  useTranslation();
  return wordFor;
}
