import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { OFFER_FILTERS, OFFER_STATES, type OfferFilterName, type OffersSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import { withFilter, withoutFilters } from "../list/filters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";

/** Status, whether a manual system takes part, and words of the title. */
export function OfferFilters({ search }: { search: OffersSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/offers" });
  const choose = (name: OfferFilterName, value: string) => {
    if ((search[name] ?? "") !== value) void navigate({ to: ".", search: (kept: OffersSearch) => withFilter(kept, name, value) });
  };
  return (
    <div className={styles.bar} role="search" aria-label={t("offers.filters")}>
      <NativeSelect
        size="xs"
        aria-label={t("offers.status")}
        classNames={{ root: styles.status, input: styles.input }}
        value={search.status ?? ""}
        data={[{ value: "", label: t("offers.any_status") }, ...OFFER_STATES.map((status) => ({ value: status, label: t(`offer_status.${status}`) }))]}
        onChange={(event) => choose("status", event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label={t("offers.systems")}
        classNames={{ root: styles.status, input: styles.input }}
        value={search.manual ?? ""}
        data={[{ value: "", label: t("offers.any_system") }, { value: "1", label: t("offers.only_manual") }]}
        onChange={(event) => choose("manual", event.currentTarget.value)}
      />
      <TextFilter name="q" label={t("offers.filter_title")} value={search.q ?? ""} onChosen={choose} />
      {OFFER_FILTERS.some((name) => search[name] !== undefined) && (
        <ClearFilters onClear={() => void navigate({ to: ".", search: (kept: OffersSearch) => withoutFilters(kept, OFFER_FILTERS) })} />
      )}
    </div>
  );
}
