import { useSearch } from "@tanstack/react-router";
import { may } from "../app/permission";
import { NotPermitted } from "../organisation/NotPermitted";
import { useSigned } from "../shell/session-context";
import { JournalPage } from "./JournalPage";

/** Everything that was done in the organisation, and by whom. */
export function OrganisationJournal() {
  const { session } = useSigned();
  const search = useSearch({ from: "/cabinet/organisation/journal" });
  return may(session, "journal") ? <JournalPage of="organisation" search={search} /> : <NotPermitted />;
}
