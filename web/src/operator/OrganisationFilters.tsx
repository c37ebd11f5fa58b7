import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ORGANISATION_FILTERS, ORGANISATION_STATES, type OrganisationFilterName, type OrganisationsSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";

/** Active or disabled, and a text: the desk looks through all organisations. */
export function OrganisationFilters({ search }: { search: OrganisationsSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/operator/organisations" });
  const choose = (name: OrganisationFilterName, value: string) => {
    if ((search[name] ?? "") === value) return;
    void navigate({ to: ".", search: ({ cursor: _, ...kept }: OrganisationsSearch) => ({ ...kept, [name]: value === "" ? undefined : value }) });
  };
  return (
    <div className={styles.bar} role="search" aria-label={t("payments.filters")}>
      <NativeSelect
        size="xs"
        aria-label={t("organisation.status")}
        classNames={{ root: styles.status, input: styles.input }}
        value={search.status ?? ""}
        data={[{ value: "", label: t("organisations.any_status") }, ...ORGANISATION_STATES.map((status) => ({ value: status, label: t(`organisations.only_${status}`) }))]}
        onChange={(event) => choose("status", event.currentTarget.value)}
      />
      <TextFilter name="q" label={t("organisations.filter_text")} value={search.q ?? ""} onChosen={choose} />
      {ORGANISATION_FILTERS.some((name) => search[name] !== undefined) && <ClearFilters onClear={() => void navigate({ to: ".", search: withoutFilter })} />}
    </div>
  );
}

/** The address without a filter, and so from the newest. */
export function withoutFilter<T extends OrganisationsSearch>(search: T): T {
  const kept = { ...search };
  for (const name of [...ORGANISATION_FILTERS, "cursor"] as const) delete kept[name];
  return kept;
}
