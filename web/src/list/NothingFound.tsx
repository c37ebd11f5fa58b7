import { Button } from "@mantine/core";
import { IconFilterOff, IconFilterSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";
import styles from "./Filters.module.css";
import type { Pager } from "./usePager";

interface Props {
  pager: Pager;
  words: "payments" | "sales" | "clients" | "offers" | "invoices" | "rates" | "deliveries" | "journal" | "organisations";
  onClear: () => void;
}

/** No row fits the filter: among all there are, or among those that were looked through for this page. */
export function NothingFound({ pager, words, onClear }: Props) {
  const { t } = useTranslation();
  if (pager.toNext !== null) {
    return (
      <Message
        icon={IconFilterSearch}
        title={t(`${words}.nothing_found_yet`)}
        action={<Button size="xs" onClick={pager.toNext}>{t("action.look_further")}</Button>}
      >
        {t(`${words}.nothing_found_yet_text`)}
      </Message>
    );
  }
  return (
    <Message
      icon={IconFilterOff}
      title={t(`${words}.nothing_found`)}
      action={<Button size="xs" onClick={onClear}>{t("action.clear")}</Button>}
    >
      {t(`${words}.nothing_found_text`)}
    </Message>
  );
}

/** Under the rows of a filtered page that is not the last. */
export function MoreBelow({ pager, words }: Omit<Props, "onClear">) {
  const { t } = useTranslation();
  if (pager.toNext === null) return null;
  return (
    <div className={styles.foot}>
      <span>{t(`${words}.more_below`)}</span>
      <Button size="compact-xs" variant="default" onClick={pager.toNext}>{t("action.look_further")}</Button>
    </div>
  );
}
