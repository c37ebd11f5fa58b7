// The sections of the cabinet. One is listed here when it exists.
import { IconAlertTriangle, IconCreditCard, type TablerIcon } from "@tabler/icons-react";

export interface Section {
  to: "/payments" | "/callbacks";
  word: "section.payments" | "section.callbacks";
  icon: TablerIcon;
}

export const sections: Section[] = [
  { to: "/payments", word: "section.payments", icon: IconCreditCard },
  { to: "/callbacks", word: "section.callbacks", icon: IconAlertTriangle },
];
