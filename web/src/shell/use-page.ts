import { useLocation } from "@tanstack/react-router";
import { sections } from "./sections";

/** The nearest first. */
const PAGES = [
  "/notices/endpoints", "/organisation/terminals", "/organisation/manual-systems", "/organisation/limits", "/organisation/rates",
  "/organisation/people/invitations", "/organisation/people", "/organisation/keys", "/organisation/journal", "/sales/payments", "/profile",
  ...sections.map(({ to }) => to),
] as const;

/** The page that is open, without what is open on it: that belongs to one mode of one organisation. */
export function usePage() {
  return useLocation({ select: ({ pathname }) => PAGES.find((to) => pathname.startsWith(to)) }) ?? "/payments";
}
