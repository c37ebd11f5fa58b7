import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Filter, FILTERS, type PaymentsSearch, STATUSES } from "../app/search";
import { ClearFilters } from "../list/ClearFilters";
import styles from "../list/Filters.module.css";
import { TextFilter } from "../list/TextFilter";
import { withoutFilter } from "./without-filter";

/** Status, order and label: the filter is what the address says. */
export function PaymentFilters({ search }: { search: PaymentsSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/payments" });
  const choose = (name: Filter, value: string) => {
    if ((search[name] ?? "") === value) return;
    void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, [name]: value === "" ? undefined : value }) });
  };
  const active = FILTERS.some((name) => search[name] !== undefined);
  return (
    <div className={styles.bar} role="search" aria-label={t("payments.filters")}>
      <NativeSelect
        size="xs"
        aria-label={t("payment.status")}
        classNames={{ root: styles.status, input: styles.input }}
        data-set={search.status !== undefined || undefined}
        value={search.status ?? ""}
        data={[{ value: "", label: t("payments.any_status") }, ...STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))]}
        onChange={(event) => choose("status", event.currentTarget.value)}
      />
      <TextFilter name="order" label={t("payments.filter_order")} value={search.order ?? ""} onChosen={choose} />
      <TextFilter name="label" label={t("payments.filter_label")} value={search.label ?? ""} onChosen={choose} />
      {active && <ClearFilters onClear={() => void navigate({ to: ".", search: withoutFilter })} />}
    </div>
  );
}
