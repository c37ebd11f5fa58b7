import type { TFunction } from "i18next";
import type { JournalEntry } from "../api/journal";
import type { LimitScope } from "../api/limits";
import { actorWord, knownWord } from "../i18n/words";
import { limitName } from "../limits/limit-name";

/** "endpoint_created" in words; an action that this build does not know is shown as it is. */
export function actionWord(action: string): string {
  return knownWord("journal_action", action) ?? action.replaceAll("_", " ");
}

/** "terminal:bank-1" as "Terminal bank-1". */
export function subjectWord(subject: string): string {
  const [kind = subject, ...of] = subject.split(":");
  const word = knownWord("journal_subject", kind);
  if (word === null) return subject;
  if (kind === "limit" && of.length === 3) return `${word}: ${limitName({ scope: of[0] as LimitScope, terminal: of[1] || null, currency: of[2] ?? "" })}`;
  return of.length === 0 ? word : `${word} ${of.join(":")}`;
}

/** Who did it: by name where there is one. */
export function whoText({ actor }: Pick<JournalEntry, "actor">, t: TFunction): string {
  const id = actor.id === null ? "" : String(actor.id);
  if (actor.name) return actor.kind === "operator" ? t("journal.operator_named", { name: actor.name }) : actor.name;
  return actorWord(id === "" ? actor.kind : `${actor.kind}:${id}`, t);
}

/** "deadline_hours" in words; a field that this build does not know is shown as it is. */
export function fieldWord(field: string): string {
  return knownWord("journal_field", field) ?? field;
}
