import { Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./switch.module.css";

const ORDER = ["auto", "light", "dark"] as const;
const ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** As the system, light, dark, and round again. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const words = { auto: t("shell.scheme_auto"), light: t("shell.scheme_light"), dark: t("shell.scheme_dark") };
  const Icon = ICONS[colorScheme];
  const next = ORDER[(ORDER.indexOf(colorScheme) + 1) % ORDER.length] ?? "auto";
  const label = `${t("shell.scheme")}: ${words[colorScheme]}`;
  return (
    <Tooltip label={label}>
      <UnstyledButton className={styles.button} aria-label={label} onClick={() => setColorScheme(next)}>
        <Icon size={17} stroke={1.7} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}
