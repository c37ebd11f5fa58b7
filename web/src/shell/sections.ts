// The sections of the cabinet. One is listed here when it exists.
import {
  IconAlertTriangle, IconBell, IconBuilding, IconBuildingCommunity, IconCreditCard, IconFileInvoice, IconScale, IconSend, IconShoppingCart, IconTag, IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Session } from "../api/types";
import { isOperator } from "../app/operator";

export interface Section {
  to: "/payments" | "/sales" | "/clients" | "/offers" | "/invoices" | "/callbacks" | "/notices" | "/books" | "/notifications" | "/organisation" | "/operator";
  word: `section.${"payments" | "sales" | "clients" | "offers" | "invoices" | "callbacks" | "notices" | "books" | "notifications" | "organisation" | "operator"}`;
  icon: TablerIcon;
  /** Whom it is shown to; else to everybody who is in an organisation. */
  shown?: (session: Session) => boolean;
}

export const sections: Section[] = [
  { to: "/payments", word: "section.payments", icon: IconCreditCard },
  { to: "/sales", word: "section.sales", icon: IconShoppingCart },
  { to: "/clients", word: "section.clients", icon: IconUsers },
  { to: "/offers", word: "section.offers", icon: IconTag },
  { to: "/invoices", word: "section.invoices", icon: IconFileInvoice },
  { to: "/callbacks", word: "section.callbacks", icon: IconAlertTriangle },
  { to: "/notices", word: "section.notices", icon: IconSend },
  { to: "/books", word: "section.books", icon: IconScale },
  { to: "/notifications", word: "section.notifications", icon: IconBell },
  { to: "/organisation", word: "section.organisation", icon: IconBuilding },
  { to: "/operator", word: "section.operator", icon: IconBuildingCommunity, shown: isOperator },
];

export function sectionsFor(session: Session): Section[] {
  return sections.filter(({ shown }) => (shown === undefined ? session.organisation !== null : shown(session)));
}
