import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { INVOICE_FILTERS, INVOICE_STATES, type InvoiceFilterName, type InvoicesSearch } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import { withFilter, withoutFilters } from "../list/filters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";

/** Status, number, and whose. */
export function InvoiceFilters({ search }: { search: InvoicesSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/invoices" });
  const choose = (name: InvoiceFilterName, value: string) => {
    if ((search[name] ?? "") !== value) void navigate({ to: ".", search: (kept: InvoicesSearch) => withFilter(kept, name, value) });
  };
  return (
    <div className={styles.bar} role="search" aria-label={t("invoices.filters")}>
      <NativeSelect
        size="xs"
        aria-label={t("invoices.status")}
        classNames={{ root: styles.status, input: styles.input }}
        value={search.status ?? ""}
        data={[{ value: "", label: t("invoices.any_status") }, ...INVOICE_STATES.map((status) => ({ value: status, label: t(`invoice_status.${status}`) }))]}
        onChange={(event) => choose("status", event.currentTarget.value)}
      />
      <TextFilter name="q" numeric label={t("invoices.filter_number")} value={search.q ?? ""} onChosen={choose} />
      <TextFilter name="client" numeric label={t("invoices.filter_client")} value={search.client ?? ""} onChosen={choose} />
      {INVOICE_FILTERS.some((name) => search[name] !== undefined) && (
        <ClearFilters onClear={() => void navigate({ to: ".", search: (kept: InvoicesSearch) => withoutFilters(kept, INVOICE_FILTERS) })} />
      )}
    </div>
  );
}
