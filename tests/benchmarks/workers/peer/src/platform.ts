// What the worker is given.

export interface Statement {
  bind(...values: (string | number | null)[]): Statement;
  first<T>(): Promise<T | null>;
}

export interface Database {
  prepare(sql: string): Statement;
  batch<T>(statements: Statement[]): Promise<{ results: T[] }[]>;
}

export interface Env {
  Bindings: { DB: Database; MASTER_KEY: string; PUBLIC_URL: string };
}

/** D1 says which constraint refused only in the message. */
export function refusedBy(error: unknown, constraint: string): boolean {
  return error instanceof Error && error.message.includes(constraint);
}
