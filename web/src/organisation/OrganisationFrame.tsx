import { useTranslation } from "react-i18next";
import { may, type Permission } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { Frame, type Tab } from "./Frame";

/** What everybody of the organisation sees; and what takes a permission. */
const TABS: (Tab & { needs?: Permission })[] = [
  { to: "/organisation/details", word: "organisation.details" },
  { to: "/organisation/terminals", word: "terminals.title" },
  { to: "/organisation/manual-systems", word: "organisation.manual_systems" },
  { to: "/organisation/limits", word: "limits.title" },
  { to: "/organisation/rates", word: "organisation.rates" },
  { to: "/organisation/people", word: "people.title", needs: "people" },
  { to: "/organisation/keys", word: "keys.title", needs: "settings" },
  { to: "/organisation/journal", word: "journal.title", needs: "journal" },
];

/** How the organisation is set up, and who may do what in it. */
export function OrganisationFrame() {
  const { t } = useTranslation();
  const { session } = useSigned();
  const tabs = TABS.filter(({ needs }) => needs === undefined || may(session, needs));
  return <Frame label={t("organisation.pages")} tabs={tabs} />;
}
