// Routes whose types are written by hand beside them, through the common client.
import { api, send, unwrap } from "./client";

type Query = Record<string, string | number | boolean | undefined>;

export function get<T>(path: string, query: object, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", path, { query: query as Query, ...(signal && { signal }) });
}

interface Posted {
  /** Of what is of a mode: which. */
  query?: object;
  /** By which a repetition is known. */
  key?: string;
}

export function post<T>(path: string, body: object = {}, { query, key }: Posted = {}): Promise<T> {
  return send<T>("POST", path, { body, ...(query && { query: query as Query }), ...(key !== undefined && { key }) });
}

/** What is no JSON: a file. */
export function getText(path: string, query: object): Promise<string> {
  const untyped = api as unknown as { GET: (path: string, init: object) => Promise<{ data?: string; error?: unknown; response: Response }> };
  return unwrap(untyped.GET(path, { params: { query }, parseAs: "text", headers: { Accept: "text/csv" } }));
}

/** A part of a path that may hold anything. */
export const part = (text: string | number) => encodeURIComponent(String(text));
