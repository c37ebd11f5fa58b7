// What the pay page says from its frame. Only our own frame is listened to, and only at the pay page's origin.

export type PaidStatus = "captured" | "authorised" | "failed";

export type Message =
  | { type: "ready" }
  | { type: "done"; status: PaidStatus; number: number | null }
  | { type: "close" };

const STATUSES: readonly string[] = ["captured", "authorised", "failed"];

/** Calls `hear` with each message of this frame; returns how to stop listening. */
export function listen(frame: HTMLIFrameElement, origin: string, hear: (message: Message) => void): () => void {
  const onMessage = (event: MessageEvent) => {
    if (event.origin !== origin || event.source === null || event.source !== frame.contentWindow) return;
    const message = parse(event.data);
    if (message !== null) hear(message);
  };
  window.addEventListener("message", onMessage);
  return () => window.removeEventListener("message", onMessage);
}

function parse(data: unknown): Message | null {
  if (typeof data !== "object" || data === null) return null;
  const { type, status, number } = data as Record<string, unknown>;
  if (type === "edgetill:ready") return { type: "ready" };
  if (type === "edgetill:close") return { type: "close" };
  if (type === "edgetill:done" && typeof status === "string" && STATUSES.includes(status)) {
    return { type: "done", status: status as PaidStatus, number: typeof number === "number" ? number : null };
  }
  return null;
}
