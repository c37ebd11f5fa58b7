// What is typed of a client.
import type { TFunction } from "i18next";
import { ApiError } from "../api/problem.ts";
import type { TypedClient } from "./ClientFields";

/** Something must be known of a client: a name, an address, a number or a label. */
export function clientFaults({ name, email, phone, label }: TypedClient, t: TFunction): Map<string, string> {
  const known = [name, email, phone, label].some((typed) => typed.trim() !== "");
  return new Map(known ? [] : [["name", t("client_picker.one_needed")]]);
}

/** A refusal that somebody has this already says what: it is said at that field, with the other's number. */
export async function clientExistsAt<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== "client_exists" || thrown.fields.length > 0) throw thrown;
    const field = /label/i.test(thrown.detail ?? "") ? "label" : "email";
    throw new ApiError(thrown.code, thrown.status, thrown.detail, thrown.requestId, [{ field, code: "client_exists", detail: thrown.detail ?? "" }], thrown.retryAtMs);
  }
}
