import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ClientsSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import { withFilter } from "../list/filters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";

/** Words of a name, of an address, of a number or of a label: the desk looks through all clients. */
export function ClientFilters({ search }: { search: ClientsSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/clients" });
  const choose = (name: "q", value: string) => {
    if ((search.q ?? "") !== value) void navigate({ to: ".", search: (kept: ClientsSearch) => withFilter(kept, name, value) });
  };
  return (
    <div className={styles.bar} role="search" aria-label={t("payments.filters")}>
      <TextFilter name="q" label={t("clients.filter_text")} value={search.q ?? ""} onChosen={choose} wide />
      {search.q !== undefined && <ClearFilters onClear={() => choose("q", "")} />}
    </div>
  );
}
