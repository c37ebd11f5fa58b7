import type { Problem } from "./types";

/** Why a request came to nothing: the API's own problem, or a code of ours where none arrived. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | null;
  readonly requestId: string | null;

  constructor(code: string, status: number, detail: string | null, requestId: string | null) {
    super(detail ?? code);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.requestId = requestId;
  }
}

/** The answer's body as a problem, whatever an intermediary may have put in its place. */
export function problemOf(body: unknown, response: Response): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  const code = typeof problem.code === "string" ? problem.code : `http_${response.status}`;
  const requestId = problem.request_id ?? response.headers.get("x-request-id");
  return new ApiError(code, response.status, problem.detail ?? problem.title ?? null, requestId);
}

/** What fetch throws: no connection, or our own time limit. */
export function failureOf(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : "";
  return new ApiError(name === "TimeoutError" ? "timeout" : "offline", 0, null, null);
}
