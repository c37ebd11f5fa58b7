import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { RATE_FILTERS, type RateFilterName, type RatesSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import { withFilter, withoutFilters } from "../list/filters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";
import { DayFilter } from "../notices/DayFilter";

/** A day and a pair. A currency that is none is not asked for. */
export function RateFilters({ search }: { search: RatesSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choose = (name: RateFilterName, value: string) => {
    if ((search[name] ?? "") !== value) void navigate({ to: ".", search: (kept: RatesSearch) => withFilter(kept, name, value) });
  };
  const currency = (name: RateFilterName, value: string) => choose(name, /^[A-Z]{3}$/.test(value.toUpperCase()) ? value.toUpperCase() : "");
  return (
    <div className={styles.bar} role="search" aria-label={t("rates.filters")}>
      <DayFilter name="day" word={t("rates.day_word")} label={t("rates.filter_day")} value={search.day ?? ""} onChosen={choose} />
      <TextFilter name="base" label={t("rates.base")} value={search.base ?? ""} onChosen={currency} />
      <TextFilter name="quote" label={t("rates.quote")} value={search.quote ?? ""} onChosen={currency} />
      {RATE_FILTERS.some((name) => search[name] !== undefined) && (
        <ClearFilters onClear={() => void navigate({ to: ".", search: (kept: RatesSearch) => withoutFilters(kept, RATE_FILTERS) })} />
      )}
    </div>
  );
}
