import { ActionIcon, NativeSelect, TextInput, Tooltip } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Filter, FILTERS, type PaymentsSearch, STATUSES } from "../app/search";
import styles from "./PaymentFilters.module.css";
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
      {active && (
        <Tooltip label={t("action.clear")}>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={t("action.clear")} onClick={() => void navigate({ to: ".", search: withoutFilter })}>
            <IconFilterOff size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

interface TextFilterProps {
  name: "order" | "label";
  label: string;
  value: string;
  onChosen: (name: Filter, value: string) => void;
}

/** Applied by Enter, or by going on to something else; Esc takes back what was typed. */
function TextFilter({ name, label, value, onChosen }: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onChosen(name, typed.trim());
    if (event.key === "Escape") setTyped(value);
  };
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      maxLength={300}
      classNames={{ root: styles.text, input: styles.input }}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => onChosen(name, typed.trim())}
    />
  );
}
