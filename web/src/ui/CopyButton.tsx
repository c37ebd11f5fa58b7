import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "./Announcer";
import { useCopy } from "./useCopy";

interface Props {
  value: string;
  /** What is copied, for those who cannot see what the button stands beside. */
  what: string;
}

export function CopyButton({ value, what }: Props) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [state, copy] = useCopy();
  const words = { idle: t("action.copy"), copied: t("action.copied"), refused: t("action.copy_failed") };
  const Icon = { idle: IconCopy, copied: IconCheck, refused: IconAlertTriangle }[state];
  return (
    <Tooltip label={words[state]} {...(state !== "idle" && { opened: true })}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={20}
        aria-label={t("action.copy_value", { what })}
        onClick={async () => announce((await copy(value)) ? t("action.copied") : t("action.copy_failed"))}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
