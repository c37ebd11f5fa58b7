import { Button } from "@mantine/core";
import { IconFilterOff, IconFilterSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Pager } from "../list/usePager";
import { Message } from "../ui/Message";
import styles from "./PaymentFilters.module.css";
import { withoutFilter } from "./without-filter";

/** No row fits the filter: among all payments, or among those that were looked through for this page. */
export function NothingFound({ pager }: { pager: Pager }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/payments" });
  if (pager.toNext !== null) {
    return (
      <Message
        icon={IconFilterSearch}
        title={t("payments.nothing_found_yet")}
        action={<Button size="xs" onClick={pager.toNext}>{t("action.look_further")}</Button>}
      >
        {t("payments.nothing_found_yet_text")}
      </Message>
    );
  }
  return (
    <Message
      icon={IconFilterOff}
      title={t("payments.nothing_found")}
      action={<Button size="xs" onClick={() => void navigate({ to: ".", search: withoutFilter })}>{t("action.clear")}</Button>}
    >
      {t("payments.nothing_found_text")}
    </Message>
  );
}

/** Under the rows of a filtered page that is not the last. */
export function MoreBelow({ pager }: { pager: Pager }) {
  const { t } = useTranslation();
  if (pager.toNext === null) return null;
  return (
    <div className={styles.foot}>
      <span>{t("payments.more_below")}</span>
      <Button size="compact-xs" variant="default" onClick={pager.toNext}>{t("action.look_further")}</Button>
    </div>
  );
}
