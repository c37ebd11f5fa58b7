// The only place that speaks HTTP. Cookies go along to the API's origin.
import createClient from "openapi-fetch";
import { ApiError, failureOf, problemOf } from "./problem";
import type { paths } from "./schema";
import { stepUp } from "./step-up";

declare global {
  interface Window {
    __EDGETILL__?: { apiBase?: string };
  }
}

const REQUEST_TIME_LIMIT_MS = 20_000;
/** What takes longer by its nature. */
const LONGER_MS: [RegExp, number][] = [[/\/api\/endpoints\/[^/]+\/test$/, 90_000], [/\/api\/(operator-)?journal\/(verify|export)$/, 90_000]];
let csrfToken: string | null = null;
let organisation: string | null = null;

/** For every call that changes something: the types ask for it wherever the API does. */
export function csrfHeader(): { "X-CSRF-Token": string } {
  return { "X-CSRF-Token": csrfToken ?? "" };
}

/** Called with each session that arrives, and with null when it ends. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The organisation that every request names, by its slug. */
export function organisationNamed(): string | null {
  return organisation;
}

/** Set once for a document, and anew only after a sign-out: what is cached belongs to one organisation (app/enter.ts). */
export function nameOrganisation(slug: string | null): void {
  organisation = slug;
}

/** Sends a request. Refused until the person proves anew who they are, it asks them, and is sent once more. */
async function transport(request: Request): Promise<Response> {
  if (organisation !== null) request.headers.set("X-Organisation", organisation);
  const again = request.method === "GET" ? null : request.clone();
  const answer = await timed(request);
  if (again === null || !(await asksForProof(answer)) || !(await stepUp())) return answer;
  again.headers.set("X-CSRF-Token", csrfToken ?? "");
  return timed(again);
}

function timed(request: Request): Promise<Response> {
  const limit = LONGER_MS.find(([path]) => path.test(new URL(request.url).pathname))?.[1] ?? REQUEST_TIME_LIMIT_MS;
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(limit)]) });
}

async function asksForProof(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return false;
  const body: unknown = await answer.clone().json().catch(() => null);
  return problemOf(body, answer).code === "step_up_required";
}

export const api = createClient<paths>({
  // Absolute, because `new Request` is given it before the browser could resolve it.
  baseUrl: window.__EDGETILL__?.apiBase || window.location.origin,
  credentials: "include",
  headers: { Accept: "application/json" },
  fetch: transport,
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

interface Sent {
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
  /** By which a repetition is known, where something is made (form/use-request-key.ts). */
  key?: string;
  signal?: AbortSignal;
  /** Whether an answer other than 204 may have no body either. */
  bare?: boolean;
}

/** For routes whose types are written by hand (api/session-types.ts and others): as `api`, with the same refusals. */
export function send<T>(method: "GET" | "POST", path: string, { query, body, key, signal, bare = false }: Sent = {}): Promise<T> {
  const untyped = api as unknown as { request: (method: string, path: string, init: object) => Promise<Answer<T>> };
  const headers = { ...(method === "POST" && csrfHeader()), ...(key !== undefined && { "Idempotency-Key": key }) };
  return unwrap(untyped.request(method.toLowerCase(), path, {
    headers,
    ...(query && { params: { query } }),
    ...(body && { body }),
    ...(signal && { signal }),
  }), bare);
}

/** Where a file stands that the API named by its path. */
export function fileAddress(path: string): string {
  return (window.__EDGETILL__?.apiBase ?? "") + path;
}

/** Sends a file as it is, in place of what there was. */
export function sendFile<T>(path: string, query: Record<string, string>, file: Blob): Promise<T> {
  const untyped = api as unknown as { PUT: (path: string, init: object) => Promise<Answer<T>> };
  const headers = { ...csrfHeader(), "Content-Type": file.type || "application/octet-stream" };
  return unwrap(untyped.PUT(path, { params: { query }, body: file, bodySerializer: (body: Blob) => body, headers }));
}

/** The answer's data, or an ApiError thrown. An abort by the caller passes through untouched. */
export async function unwrap<T>(pending: Promise<Answer<T>>, bare = false): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw failureOf(thrown);
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response);
  if (answer.data === undefined && answer.response.status !== 204 && !bare) {
    throw new ApiError("answer_unreadable", answer.response.status, null, answer.response.headers.get("x-request-id"));
  }
  return answer.data as T;
}
