import { useTranslation } from "react-i18next";
import { Frame, type Tab } from "../organisation/Frame";

const TABS: Tab[] = [
  { to: "/sales/orders", word: "sales.orders" },
  { to: "/sales/payments", word: "sales.payments" },
];

/** What is ordered, and how it is paid. */
export function SalesFrame() {
  const { t } = useTranslation();
  return <Frame label={t("sales.pages")} tabs={TABS} />;
}
