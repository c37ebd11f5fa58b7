import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import filters from "./Filters.module.css";
import styles from "./FindRow.module.css";
import type { Finding } from "./finding";

interface Props {
  finding: Finding;
  /** How many rows fit, and among how many. */
  found: number;
  of: number;
}

/** Narrows what is shown down while it is typed; the desk is not asked. Esc ends it. */
export function FindRow({ finding, found, of }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.row} role="search" aria-label={t("list.find")}>
      <TextInput
        autoFocus
        size="xs"
        type="search"
        aria-label={t("list.find")}
        placeholder={t("list.find")}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        classNames={{ root: styles.field, input: filters.input }}
        value={finding.words ?? ""}
        onChange={(event) => finding.setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          finding.setWords(null);
        }}
      />
      <span className={styles.count} role="status">{t("list.found", { found, of })}</span>
    </div>
  );
}
