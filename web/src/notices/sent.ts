import type { PostbackAttempt } from "../api/types";

/** What was sent at an attempt, taken from what the API leaves open. */
export interface Sent {
  to: string | null;
  subject: string | null;
  headers: [string, string][];
  /** Null where it is the event itself. */
  body: string | null;
}

export function sentAt({ request }: PostbackAttempt): Sent {
  const parts = (typeof request === "object" && request !== null ? request : {}) as Record<string, unknown>;
  const headers = typeof parts["headers"] === "object" && parts["headers"] !== null ? Object.entries(parts["headers"]) : [];
  return {
    to: text(parts["url"]) ?? text(parts["to"]),
    subject: text(parts["subject"]),
    headers: headers.map(([name, value]) => [name, String(value)]),
    body: text(parts["body"]),
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** JSON for reading; anything else as it is. */
export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}
