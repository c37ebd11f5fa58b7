import { Button, NativeSelect } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SALES_FILTERS, type SalesFilterName, type SalesSearch } from "../app/search";
import { useWords } from "../i18n/words";
import { ClearFilters } from "../list/ClearFilters";
import filters from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";
import { DayFilter } from "../notices/DayFilter";
import styles from "../notices/DeliveryFilters.module.css";
import { isFiltered, withoutFilter } from "./filter";
import { useClientName } from "./use-client-name";

interface Props {
  search: SalesSearch;
  statuses: readonly string[];
  /** Of orders or of their payments. */
  group: "order_status" | "manual_status";
}

/** The filter is what the address says; the desk applies it. On a phone it opens on demand. */
export function SalesFilters({ search, statuses, group }: Props) {
  const { t } = useTranslation();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const choose = (name: SalesFilterName, value: string) => {
    if ((search[name] ?? "") === value) return;
    void navigate({ to: ".", search: ({ cursor: _, open: __, ...kept }: SalesSearch) => ({ ...kept, [name]: value === "" ? undefined : value }) });
  };
  const count = SALES_FILTERS.filter((name) => search[name] !== undefined).length;
  const fields = <Fields search={search} statuses={statuses} group={group} choose={choose} />;
  return (
    <div className={`${filters.bar} ${styles.bar}`} role="search" aria-label={t("payments.filters")}>
      {narrow && (
        <Button size="xs" variant="default" leftSection={<IconFilter size={15} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("payments.filters")}{count > 0 && ` · ${count}`}
        </Button>
      )}
      {!narrow && fields}
      {isFiltered(search) && <ClearFilters onClear={() => void navigate({ to: ".", search: withoutFilter })} />}
      {narrow && open && fields}
    </div>
  );
}

function Fields({ search, statuses, group, choose }: Props & { choose: (name: SalesFilterName, value: string) => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.fields}>
      <NativeSelect
        size="xs"
        aria-label={t("sales.status")}
        classNames={{ root: styles.choice, input: filters.input }}
        value={search.status ?? ""}
        data={[{ value: "", label: t("sales.any_status") }, ...statuses.map((status) => ({ value: status, label: wordFor(group, status) }))]}
        onChange={(event) => choose("status", event.currentTarget.value)}
      />
      <TextFilter name="q" label={t("sales.filter_text")} value={search.q ?? ""} onChosen={choose} />
      <span className={styles.days}>
        <DayFilter name="from" word={t("deliveries.from")} label={t("deliveries.from_day")} value={search.from ?? ""} onChosen={choose} />
        <DayFilter name="to" word={t("deliveries.to")} label={t("deliveries.to_day")} value={search.to ?? ""} onChosen={choose} />
      </span>
      {search.client !== undefined && <OfClient number={Number(search.client)} onClear={() => choose("client", "")} />}
    </div>
  );
}

/** Only those of one client: who, and the way back to all. */
function OfClient({ number, onClear }: { number: number; onClear: () => void }) {
  const { t } = useTranslation();
  const name = useClientName(number);
  return (
    <Button size="compact-xs" variant="light" rightSection={<IconX size={13} aria-hidden />} aria-label={t("sales.of_client_clear", { name })} onClick={onClear}>
      {t("sales.of_client", { name })}
    </Button>
  );
}
