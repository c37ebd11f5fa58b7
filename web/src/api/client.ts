// The only place that speaks HTTP. Cookies go along to the API's origin.
import createClient, { type Middleware } from "openapi-fetch";
import { ApiError, failureOf, problemOf } from "./problem";
import type { paths } from "./schema";

declare global {
  interface Window {
    __EDGETILL__?: { apiBase?: string };
  }
}

const REQUEST_TIME_LIMIT_MS = 20_000;
/** What takes longer by its nature. */
const LONGER_MS: Record<string, number> = { "/api/endpoints/{endpoint}/test": 90_000 };
let csrfToken: string | null = null;

/** For every call that changes something: the types ask for it wherever the API does. */
export function csrfHeader(): { "X-CSRF-Token": string } {
  return { "X-CSRF-Token": csrfToken ?? "" };
}

/** Called with each session that arrives, and with null when it ends. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

const timeLimit: Middleware = {
  onRequest({ request, schemaPath }) {
    return new Request(request, {
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(LONGER_MS[schemaPath] ?? REQUEST_TIME_LIMIT_MS)]),
    });
  },
};

export const api = createClient<paths>({
  // Absolute, because `new Request` is given it before the browser could resolve it.
  baseUrl: window.__EDGETILL__?.apiBase || window.location.origin,
  credentials: "include",
  headers: { Accept: "application/json" },
});
api.use(timeLimit);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data, or an ApiError thrown. An abort by the caller passes through untouched. */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw failureOf(thrown);
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response);
  if (answer.data === undefined && answer.response.status !== 204) {
    throw new ApiError("answer_unreadable", answer.response.status, null, answer.response.headers.get("x-request-id"));
  }
  return answer.data as T;
}
