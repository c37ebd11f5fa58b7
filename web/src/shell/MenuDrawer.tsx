import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Logo } from "../ui/Logo";
import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./MenuDrawer.module.css";
import { SectionLinks } from "./Navigation";
import { SchemeSwitch } from "./SchemeSwitch";

/** On a phone: sections and switches, out of the way until asked for. */
export function MenuDrawer() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <span className={styles.phone}>
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("shell.menu")} aria-haspopup="dialog" onClick={open}>
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Drawer opened={opened} onClose={close} size={260} title={<Logo />} closeButtonProps={{ "aria-label": t("action.close") }}>
        <nav aria-label={t("shell.sections")}>
          <SectionLinks onChosen={close} />
        </nav>
        <div className={styles.switches}>
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </Drawer>
    </span>
  );
}
