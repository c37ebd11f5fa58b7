import { useState } from "react";

/** The `Idempotency-Key` of a window that makes something: the same for as long as it is open, so that neither a double click nor
 *  a lost answer makes it twice. */
export function useRequestKey(): string {
  const [key] = useState(() => crypto.randomUUID());
  return key;
}
