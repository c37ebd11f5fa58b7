import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function ClearFilters({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={t("action.clear")}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={t("action.clear")} onClick={onClear}>
        <IconFilterOff size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
