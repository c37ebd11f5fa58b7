import type { TFunction } from "i18next";
import { knownWord } from "../i18n/words";
import { readable } from "./readable";

/** "Payment 7"; of a subject that this build does not know, what it says itself. */
export function subjectWord(subject: string, t: TFunction): string {
  const [what = subject, ...of] = subject.split(":");
  const id = of.join(":");
  if (what === "payment") return t("payment.title", { number: id });
  const word = knownWord("notification_subject", what) ?? readable(what);
  // A session's number says nothing to anybody.
  return id === "" || what === "session" || what === "person" ? word : `${word} ${id}`;
}
