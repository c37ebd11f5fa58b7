import type { TFunction } from "i18next";
import type { Client } from "../api/clients";

/** How a client is called: by the name, else by whatever there is. Number 0 is the manual account. */
export function clientName(client: Pick<Client, "number" | "name" | "email"> & Partial<Pick<Client, "phone" | "label">>, t: TFunction): string {
  if (client.number === 0) return t("sales.manual_account");
  return client.name || client.email || client.phone || client.label || t("sales.client_number", { number: client.number });
}
