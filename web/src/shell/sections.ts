// The sections of the cabinet. One is listed here when it exists.
import { IconAlertTriangle, IconCreditCard, IconScale, IconSend, type TablerIcon } from "@tabler/icons-react";

export interface Section {
  to: "/payments" | "/callbacks" | "/notices" | "/books";
  word: "section.payments" | "section.callbacks" | "section.notices" | "section.books";
  icon: TablerIcon;
}

export const sections: Section[] = [
  { to: "/payments", word: "section.payments", icon: IconCreditCard },
  { to: "/callbacks", word: "section.callbacks", icon: IconAlertTriangle },
  { to: "/notices", word: "section.notices", icon: IconSend },
  { to: "/books", word: "section.books", icon: IconScale },
];
