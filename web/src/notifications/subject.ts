// What a notification is about: "payment:7", "endpoint:2", "register:R-1".

/** An address of the cabinet, without mode and organisation; null where there is nothing to open. */
export function subjectPath(kind: string, subject: string): string | null {
  const [what = "", ...of] = subject.split(":");
  const id = of.join(":");
  if (subjectOpen(kind, subject) !== undefined) return "/sales/payments";
  if (what === "payment" && /^\d{1,15}$/.test(id)) return `/payments/${id}`;
  if (kind === "new_sign_in" || what === "session") return "/profile/sessions";
  if (kind.startsWith("callback_")) return "/callbacks";
  return PAGES[what] ?? null;
}

/** What is to be open on that page, where it is no page of its own: a manual payment stands where it is decided. */
export function subjectOpen(kind: string, subject: string): string | undefined {
  return kind.startsWith("manual_payment_") ? /^payment:(\d{1,15})$/.exec(subject)?.[1] : undefined;
}

const PAGES: Record<string, string> = {
  endpoint: "/notices/endpoints",
  event: "/notices/deliveries",
  register: "/books",
  callback: "/callbacks",
  organisation: "/organisation",
  terminal: "/organisation/terminals",
  limit: "/organisation/limits",
  key: "/organisation/keys",
};
