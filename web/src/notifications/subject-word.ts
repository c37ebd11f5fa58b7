import type { TFunction } from "i18next";
import { limitName } from "../limits/limit-name";
import { knownWord, wordFor } from "../i18n/words";
import { readable } from "./readable";

/** "Payment 7"; of a subject that this build does not know, what it says itself. */
export function subjectWord(subject: string, t: TFunction): string {
  const [what = subject, ...of] = subject.split(":");
  const id = of.join(":");
  if (what === "payment") return t("payment.title", { number: id });
  if (what === "limit") return limitWord(of);
  const word = knownWord("notification_subject", what) ?? readable(what);
  // A session's number says nothing to anybody.
  return id === "" || what === "session" || what === "person" ? word : `${word} ${id}`;
}

/** `<scope>:<terminal, or nothing>:<currency>:<which bound>`, as "Terminal bank-1, RUB: Sum in a day". */
function limitWord([scope = "", terminal = "", currency = "", bound = ""]: string[]): string {
  return `${limitName({ scope, terminal: terminal || null, currency })}: ${wordFor("limit_bound", bound)}`;
}
