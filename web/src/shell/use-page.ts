import { useLocation } from "@tanstack/react-router";
import { sections } from "./sections";

/** The nearest first. */
const PAGES = ["/notices/endpoints" as const, ...sections.map(({ to }) => to)];

/** The page that is open, without what is open on it: that belongs to one mode of one organisation. */
export function usePage() {
  return useLocation({ select: ({ pathname }) => PAGES.find((to) => pathname.startsWith(to)) }) ?? "/payments";
}
