import { useSearch } from "@tanstack/react-router";
import { JournalPage } from "./JournalPage";

/** What operators did with the platform itself. */
export function PlatformJournal() {
  return <JournalPage of="platform" search={useSearch({ from: "/cabinet/operator/journal" })} />;
}
