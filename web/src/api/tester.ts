// SWAP: written by hand until the route stands in schema.d.ts. Then the types come from there, and `testing` is `api`.
import type { Client } from "openapi-fetch";
import { api, csrfHeader, unwrap } from "./client";
import type { Problem } from "./types";

export interface TesterRequest {
  what: string;
  status?: number | null;
  duration_ms: number;
  answer: string;
  error?: string | null;
}

export interface TesterCase {
  case: string;
  verdict: string;
  expected: string;
  requests: TesterRequest[];
}

export interface TesterReport {
  cases: TesterCase[];
}

interface TesterPaths {
  "/api/endpoints/{endpoint}/test": {
    post: {
      parameters: { path: { endpoint: number }; header: { "X-CSRF-Token": string } };
      requestBody: { content: { "application/json": { confirm_live: boolean } } };
      responses: {
        200: { content: { "application/json": TesterReport } };
        409: { content: { "application/json": Problem } };
      };
    };
  };
}

const testing = api as unknown as Client<TesterPaths>;

/** Tries an endpoint's handler in every way that matters. May take a minute. */
export function testEndpoint(endpoint: number, confirmLive: boolean): Promise<TesterReport> {
  const params = { path: { endpoint }, header: csrfHeader() };
  return unwrap(testing.POST("/api/endpoints/{endpoint}/test", { params, body: { confirm_live: confirmLive } }));
}
