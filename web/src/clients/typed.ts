// What is typed of a client.
import type { TFunction } from "i18next";
import type { TypedClient } from "./ClientFields";

/** Something must be known of a client: a name, an address, a number or a label. */
export function clientFaults({ name, email, phone, label }: TypedClient, t: TFunction): Map<string, string> {
  const known = [name, email, phone, label].some((typed) => typed.trim() !== "");
  return new Map(known ? [] : [["name", t("client_picker.one_needed")]]);
}
