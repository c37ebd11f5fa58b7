import { useTranslation } from "react-i18next";
import { isOperator } from "../app/operator";
import { Frame, type Tab } from "../organisation/Frame";
import { NotPermitted } from "../organisation/NotPermitted";
import { useSigned } from "../shell/session-context";

const TABS: Tab[] = [
  { to: "/operator/organisations", word: "organisations.title" },
  { to: "/operator/operators", word: "operators.title" },
  { to: "/operator/rates", word: "organisation.rates" },
  { to: "/operator/journal", word: "journal.title" },
  { to: "/operator/encryption", word: "encryption.title" },
];

/** What those do who run the platform. */
export function OperatorFrame() {
  const { t } = useTranslation();
  return isOperator(useSigned().session) ? <Frame label={t("section.operator")} tabs={TABS} /> : <NotPermitted />;
}
