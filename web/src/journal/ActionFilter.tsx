import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import i18next from "i18next";
import filters from "../list/Filters.module.css";
import styles from "../notices/DeliveryFilters.module.css";
import { actionWord } from "./entry-words";

/** One of the actions that there are words for, in the order of the alphabet; and whatever the address names. */
export function ActionFilter({ value, onChosen }: { value: string; onChosen: (value: string) => void }) {
  const { t, i18n } = useTranslation();
  const known = Object.keys(i18next.getResource(i18n.language, "translation", "journal_action") as object);
  const all = [...new Set([...known, ...(value === "" ? [] : [value])])].map((action) => ({ value: action, label: actionWord(action) }));
  all.sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  return (
    <NativeSelect
      size="xs"
      aria-label={t("journal.action")}
      classNames={{ root: styles.choice, input: filters.input }}
      value={value}
      data={[{ value: "", label: t("journal.any_action") }, ...all]}
      onChange={(event) => onChosen(event.currentTarget.value)}
    />
  );
}
