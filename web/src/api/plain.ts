// Routes that the OpenAPI document does not describe yet, through the common client. Their types are written by hand beside them.
import { api, csrfHeader, unwrap } from "./client";

interface Options {
  params: { query?: object; header?: object };
  body?: unknown;
  signal?: AbortSignal;
  parseAs?: "json" | "text";
}

type Answer = Promise<{ data?: unknown; error?: unknown; response: Response }>;
type Loose = Record<"GET" | "POST", (path: string, options: Options) => Answer>;

const loose = api as unknown as Loose;

export function get<T>(path: string, query: object, signal?: AbortSignal): Promise<T> {
  return unwrap(loose.GET(path, { params: { query }, ...(signal && { signal }) }) as Promise<{ data?: T; error?: unknown; response: Response }>);
}

export function getText(path: string, query: object): Promise<string> {
  return unwrap(loose.GET(path, { params: { query }, parseAs: "text" }) as Promise<{ data?: string; error?: unknown; response: Response }>);
}

export function post<T>(path: string, body: object = {}): Promise<T> {
  return unwrap(loose.POST(path, { params: { header: csrfHeader() }, body }) as Promise<{ data?: T; error?: unknown; response: Response }>);
}

/** A part of a path that may hold anything. */
export const part = (text: string | number) => encodeURIComponent(String(text));
