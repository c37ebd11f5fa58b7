import { Button } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { JOURNAL_FILTERS, type JournalFilterName, type JournalSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import filters from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";
import { DayFilter } from "../notices/DayFilter";
import styles from "../notices/DeliveryFilters.module.css";
import { ActionFilter } from "./ActionFilter";
import { isFiltered, withoutFilter } from "./filter";

interface Props {
  search: JournalSearch;
  narrow: boolean;
  tools: ReactNode;
}

/** The filter is what the address says; the desk applies it. On a phone it opens on demand. */
export function JournalFilters({ search, narrow, tools }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const count = JOURNAL_FILTERS.filter((name) => search[name] !== undefined).length;
  const choose = (name: JournalFilterName, value: string) => {
    if ((search[name] ?? "") === value) return;
    void navigate({ to: ".", search: ({ cursor: _, open: __, ...kept }: JournalSearch) => ({ ...kept, [name]: value === "" ? undefined : value }) });
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
      {tools}
      {narrow && open && <Fields search={search} choose={choose} />}
    </div>
  );
}

function Fields({ search, choose }: { search: JournalSearch; choose: (name: JournalFilterName, value: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      <TextFilter name="q" label={t("journal.filter_text")} value={search.q ?? ""} onChosen={choose} />
      <TextFilter name="actor" label={t("journal.filter_actor")} value={search.actor ?? ""} onChosen={choose} />
      <ActionFilter value={search.action ?? ""} onChosen={(value) => choose("action", value)} />
      <TextFilter name="subject" label={t("journal.filter_subject")} value={search.subject ?? ""} onChosen={choose} />
      <span className={styles.days}>
        <DayFilter name="from" word={t("deliveries.from")} label={t("deliveries.from_day")} value={search.from ?? ""} onChosen={choose} />
        <DayFilter name="to" word={t("deliveries.to")} label={t("deliveries.to_day")} value={search.to ?? ""} onChosen={choose} />
      </span>
    </div>
  );
}
