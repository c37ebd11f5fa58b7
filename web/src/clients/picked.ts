// Who is chosen in a form: a client who is there, or somebody new.
import type { TFunction } from "i18next";
import type { Client } from "../api/clients";

/** What is typed of somebody new. */
export interface NewClient {
  name: string;
  email: string;
  phone: string;
  label: string;
}

export type Picked = Pick<Client, "number" | "name" | "email" | "phone" | "label" | "is_manual_account"> | NewClient;

export const NOBODY: NewClient = { name: "", email: "", phone: "", label: "" };

export const isKnown = (picked: Picked | null): picked is Exclude<Picked, NewClient> => picked !== null && "number" in picked;

/** What a client is called: by the name, else by whatever is known. */
export function clientName(client: Pick<Client, "number" | "name" | "email"> & Partial<Pick<Client, "phone" | "label" | "is_manual_account">>, t: TFunction): string {
  if (client.is_manual_account || client.number === 0) return t("client_picker.manual_account");
  return client.name || client.email || client.phone || client.label || t("client_picker.numbered", { number: client.number });
}

/** As the API takes it: a number, or what was typed. */
export function clientRef(picked: Picked): number | Partial<NewClient> {
  if (isKnown(picked)) return picked.number;
  return Object.fromEntries(Object.entries(picked).map(([name, value]: [string, string]) => [name, value.trim()]).filter(([, value]) => value !== ""));
}

/** What can be seen to be wrong, under the field's name and those within it. */
export function pickedFaults(faults: Map<string, string>, name: string, picked: Picked | null, t: TFunction): void {
  if (picked === null) faults.set(name, t("client_picker.nobody"));
  else if (!isKnown(picked) && Object.keys(clientRef(picked)).length === 0) faults.set(`${name}.name`, t("client_picker.one_needed"));
}
