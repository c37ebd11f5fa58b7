// The sections of the cabinet. One is listed here when it exists.
import { IconAlertTriangle, IconCreditCard, IconScale, type TablerIcon } from "@tabler/icons-react";

export interface Section {
  to: "/payments" | "/callbacks" | "/books";
  word: "section.payments" | "section.callbacks" | "section.books";
  icon: TablerIcon;
}

export const sections: Section[] = [
  { to: "/payments", word: "section.payments", icon: IconCreditCard },
  { to: "/callbacks", word: "section.callbacks", icon: IconAlertTriangle },
  { to: "/books", word: "section.books", icon: IconScale },
];
