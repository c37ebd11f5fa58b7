import type { FieldError, Problem } from "./types";

/** Why a request came to nothing: the API's own problem, or a code of ours where none arrived. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | null;
  readonly requestId: string | null;
  /** What is wrong with which field of what was sent. */
  readonly fields: FieldError[];
  /** When it is worth trying again, in unix milliseconds, where the answer says so. */
  readonly retryAtMs: number | null;

  constructor(code: string, status: number, detail: string | null, requestId: string | null, fields: FieldError[] = [], retryAtMs: number | null = null) {
    super(detail ?? code);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.requestId = requestId;
    this.fields = fields;
    this.retryAtMs = retryAtMs;
  }
}

/** Whether a request that should change something may have been obeyed although no answer says so. */
export function mayHaveHappened(thrown: unknown): boolean {
  if (!(thrown instanceof ApiError)) return true;
  return thrown.status === 0 || thrown.status < 400 || thrown.status >= 500 || thrown.code === "idempotency_key_in_flight";
}

/** The answer's body as a problem, whatever an intermediary may have put in its place. */
export function problemOf(body: unknown, response: Response): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  const code = typeof problem.code === "string" ? problem.code : `http_${response.status}`;
  const requestId = problem.request_id ?? response.headers.get("x-request-id");
  return new ApiError(code, response.status, problem.detail ?? problem.title ?? null, requestId, fieldErrors(problem.errors), retryAt(response.headers.get("retry-after")));
}

/** Seconds from now; the other form of the header, a date, is not ours. */
function retryAt(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header) ? Date.now() + Number(header) * 1000 : null;
}

function fieldErrors(errors: unknown): FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter((error: Partial<FieldError> | null): error is FieldError => typeof error?.field === "string" && typeof error.code === "string");
}

/** What fetch throws: no connection, or our own time limit. */
export function failureOf(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : "";
  return new ApiError(name === "TimeoutError" ? "timeout" : "offline", 0, null, null);
}
