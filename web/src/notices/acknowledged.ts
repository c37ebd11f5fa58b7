// Which answer counts, as the desk judges it (domain/postback/answer.rs): only for what to show.
import type { PostbackAttempt } from "../api/types";

export function isSuccess(status: number | null | undefined): boolean {
  return status != null && status >= 200 && status < 300;
}

/** Whether an answer acknowledges a notice of this format. */
export function acknowledges(format: string, { status, answer }: Pick<PostbackAttempt, "status" | "answer">): boolean {
  if (format === "paykeeper") return isSuccess(status) && /^OK [0-9a-f]{32}$/.test(answer);
  if (format === "paykassma") return status === 200 && saysOk(answer);
  return isSuccess(status);
}

function saysOk(answer: string): boolean {
  try {
    return (JSON.parse(answer) as { status?: unknown } | null)?.status === "ok";
  } catch {
    return false;
  }
}
