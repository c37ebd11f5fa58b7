import { knownWord } from "./words";

/** "payment.captured": what a merchant is told of. */
export function eventWord(type: string): string {
  return knownWord("event_type", type.replace(/^payment\./, "")) ?? type;
}
