import { Button } from "@mantine/core";
import { IconHistoryOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";

/** The address holds a cursor that the list does not know, or no longer. */
export function OutdatedPage({ toNewest }: { toNewest: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <Message
      alert
      icon={IconHistoryOff}
      title={t("problem.title")}
      action={<Button size="xs" onClick={() => toNewest?.()}>{t("list.newest")}</Button>}
    >
      {t("problem.cursor_invalid")}
    </Message>
  );
}
