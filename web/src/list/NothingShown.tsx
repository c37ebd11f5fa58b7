import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";

/** None of the rows on the page has the words that are looked for. */
export function NothingShown({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Message icon={IconSearchOff} title={t("list.find_nothing")} action={<Button size="xs" onClick={onClear}>{t("list.find_end")}</Button>}>
      {t("list.find_nothing_text")}
    </Message>
  );
}
