import { ApiError } from "../api/problem";
import { knownWord } from "../i18n/words";

/** What the API found wrong with each field, in the person's language, by the field's path. */
export function fieldFaults(thrown: unknown): Map<string, string> {
  const faults = new Map<string, string>();
  if (!(thrown instanceof ApiError)) return faults;
  for (const { field, code, detail } of thrown.fields) {
    const word = knownWord("fault", code) ?? detail ?? code;
    const before = faults.get(field);
    faults.set(field, before === undefined ? word : `${before}. ${word}`);
  }
  return faults;
}
