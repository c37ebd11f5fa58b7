import { Badge, Tooltip } from "@mantine/core";
import { IconFlask2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./TestBadge.module.css";

/** Beside every title while test money is shown. */
export function TestBadge() {
  const { t } = useTranslation();
  return (
    <Tooltip label={t("shell.test_hint")}>
      <Badge
        variant="transparent"
        size="sm"
        leftSection={<IconFlask2 size={12} aria-hidden />}
        classNames={{ root: styles.badge, section: styles.icon, label: styles.word }}
        styles={{
          root: {
            color: "var(--tone-attention)",
            background: "color-mix(in srgb, var(--tone-attention) 12%, transparent)",
            textTransform: "none",
            flex: "none",
          },
        }}
      >
        {t("shell.test_badge")}
      </Badge>
    </Tooltip>
  );
}
