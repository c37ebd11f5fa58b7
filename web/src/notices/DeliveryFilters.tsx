import { Button, NativeSelect } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endpointsQuery } from "../api/endpoints";
import type { DeliveriesFilter } from "../api/notices";
import type { Delivery } from "../api/types";
import { type DeliveriesSearch, DELIVERY_FILTERS, DELIVERY_STATES, type DeliveryFilter, EVENT_TYPES } from "../app/search";
import { eventWord } from "../i18n/event-word";
import { ClearFilters } from "../list/ClearFilters";
import filters from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";
import { useSigned } from "../shell/session-context";
import { DayFilter } from "./DayFilter";
import styles from "./DeliveryFilters.module.css";
import { isFiltered, withoutFilter } from "./filter";
import { ResendMany } from "./ResendMany";

interface Props {
  search: DeliveriesSearch;
  filter: DeliveriesFilter;
  picked: Delivery[];
  narrow: boolean;
}

/** The filter is what the address says. On a phone it opens on demand. */
export function DeliveryFilters({ search, filter, picked, narrow }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate({ from: "/notices/deliveries" });
  const count = DELIVERY_FILTERS.filter((name) => search[name] !== undefined).length;
  const choose = (name: DeliveryFilter, value: string) => {
    if ((search[name] ?? "") === value) return;
    void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, [name]: value === "" ? undefined : value }) });
  };
  return (
    <div className={`${filters.bar} ${styles.bar}`} role="search" aria-label={t("payments.filters")}>
      {narrow && (
        <Button size="xs" variant="default" leftSection={<IconFilter size={15} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("payments.filters")}{count > 0 && ` · ${count}`}
        </Button>
      )}
      {!narrow && <Fields search={search} choose={choose} />}
      {isFiltered(search) && <ClearFilters onClear={() => void navigate({ to: ".", search: withoutFilter })} />}
      <span className={styles.spacer} />
      <ResendMany filter={filter} search={search} picked={picked} />
      {narrow && open && <Fields search={search} choose={choose} />}
    </div>
  );
}

function Fields({ search, choose }: { search: DeliveriesSearch; choose: (name: DeliveryFilter, value: string) => void }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const endpoints = useQuery(endpointsQuery(mode)).data?.items ?? [];
  const select = (name: DeliveryFilter, label: string, any: string, options: { value: string; label: string }[]) => (
    <NativeSelect
      size="xs"
      aria-label={label}
      classNames={{ root: styles.choice, input: filters.input }}
      value={search[name] ?? ""}
      data={[{ value: "", label: any }, ...withChosen(options, search[name])]}
      onChange={(event) => choose(name, event.currentTarget.value)}
    />
  );
  return (
    <div className={styles.fields}>
      {select("status", t("deliveries.state"), t("deliveries.any_state"), DELIVERY_STATES.map((state) => ({ value: state, label: t(`delivery_filter.${state}`) })))}
      {select("endpoint", t("deliveries.endpoint"), t("deliveries.any_endpoint"), endpoints.map(({ id, name, address }) => ({ value: String(id), label: name || address })))}
      {select("event_type", t("deliveries.event_type"), t("deliveries.any_event"), EVENT_TYPES.map((type) => ({ value: type, label: eventWord(type) })))}
      <TextFilter numeric name="number" label={t("callbacks.attach_number")} value={search.number ?? ""} onChosen={choose} />
      <span className={styles.days}>
        <DayFilter name="from" word={t("deliveries.from")} label={t("deliveries.from_day")} value={search.from ?? ""} onChosen={choose} />
        <DayFilter name="to" word={t("deliveries.to")} label={t("deliveries.to_day")} value={search.to ?? ""} onChosen={choose} />
      </span>
    </div>
  );
}

/** What is chosen is always among the choices: a deleted endpoint, say. */
function withChosen(options: { value: string; label: string }[], chosen: string | undefined) {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
