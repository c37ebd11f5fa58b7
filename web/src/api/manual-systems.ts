import { queryOptions } from "@tanstack/react-query";
import { sendFile } from "./client";
import { get, part, post } from "./plain";
import type { Mode } from "./types";

/** An amount as decimal text, beside its currency. */
export interface Money {
  amount: string;
  currency: string;
}

/** A way to pay that no bank takes part in: cash, a transfer from card to card. */
export interface ManualSystem {
  id: string;
  name: string;
  description: string;
  status: "active" | "disabled" | "archived";
  mode: Mode;
  /** Per cent, as decimal text. */
  commission_percent: string;
  fixed_fee: Money;
  /** What the organisation's account is kept in. */
  income_currency: string;
  /** What a price in a currency that is not supported is converted to. */
  transaction_currency: string;
  currencies: string[];
  merchant_name: string;
  merchant_description: string;
  comment_hint: string;
  /** The path of the image. */
  image: string | null;
  created_at: string;
}

export type ManualSystemStatus = ManualSystem["status"];

export type ManualSystemChange = Partial<Omit<ManualSystem, "id" | "status" | "mode" | "created_at" | "image">> & { image?: null };
export type NewManualSystem = ManualSystemChange & Pick<ManualSystem, "name"> & { id?: string };

/** All of a mode. Archived ones too: payments that were made by them are read by their names. */
export const manualSystemsQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ["manual-systems", mode],
    queryFn: ({ signal }) => get<{ items: ManualSystem[] }>("/api/manual-systems", { mode, archived: 1 }, signal),
  });

const pathOf = (id: string) => `/api/manual-systems/${part(id)}`;

export const createManualSystem = (mode: Mode, body: NewManualSystem, key: string) => post<ManualSystem>("/api/manual-systems", body, { query: { mode }, key });
export const changeManualSystem = (mode: Mode, id: string, body: ManualSystemChange) => post<ManualSystem>(pathOf(id), body, { query: { mode } });
export const switchManualSystem = (mode: Mode, id: string, status: ManualSystemStatus) => post<unknown>(`${pathOf(id)}/status`, { status }, { query: { mode } });
export const setImage = (mode: Mode, id: string, file: Blob) => sendFile<ManualSystem>(`${pathOf(id)}/image`, { mode }, file);
