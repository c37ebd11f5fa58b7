// The sections of the cabinet. One is listed here when it exists.
import { IconAlertTriangle, IconBell, IconCreditCard, IconScale, IconSend, type TablerIcon } from "@tabler/icons-react";
import type { Session } from "../api/types";

export interface Section {
  to: "/payments" | "/callbacks" | "/notices" | "/books" | "/notifications";
  word: "section.payments" | "section.callbacks" | "section.notices" | "section.books" | "section.notifications";
  icon: TablerIcon;
  /** Whom it is shown to; else to everybody who is in an organisation. */
  shown?: (session: Session) => boolean;
}

export const sections: Section[] = [
  { to: "/payments", word: "section.payments", icon: IconCreditCard },
  { to: "/callbacks", word: "section.callbacks", icon: IconAlertTriangle },
  { to: "/notices", word: "section.notices", icon: IconSend },
  { to: "/books", word: "section.books", icon: IconScale },
  { to: "/notifications", word: "section.notifications", icon: IconBell },
];

export function sectionsFor(session: Session): Section[] {
  return sections.filter(({ shown }) => (shown === undefined ? session.organisation !== null : shown(session)));
}
