import { Menu, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBook2, IconClock, IconKeyboard, IconLogout, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sessionQuery, signOut } from "../api/session";
import { zoneOffset } from "../format/time";
import { useWords } from "../i18n/words";
import styles from "./PersonMenu.module.css";
import { useSigned, useZone } from "./session-context";
import { Shortcuts } from "./Shortcuts";

export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const { session } = useSigned();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [shortcuts, { open, close }] = useDisclosure(false);
  const { name, login } = session.person;
  const zone = useZone();

  const role = session.person.kind === "operator" ? t("shell.operator") : session.role && wordFor("role", session.role);

  const leave = async () => {
    // Even if the server cannot be told, this screen forgets what it showed.
    await signOut().catch(() => undefined);
    queryClient.setQueryData(sessionQuery.queryKey, null);
    await navigate({ to: "/sign-in" });
    // Only now: what is still shown would ask anew for what is gone.
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
  };

  return (
    <>
      <Menu position="bottom-end" width={260} shadow="md">
        <Menu.Target>
          <UnstyledButton className={styles.person} aria-label={t("shell.person_menu", { name })}>{initials(name)}</UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles.who}>
            <strong>{name}</strong>
            <span>{login}{role && ` · ${role}`}</span>
          </div>
          <Menu.Divider />
          <Menu.Label><IconClock size={13} aria-hidden /> {t("shell.time_zone", { zone, offset: zoneOffset(i18n.language, zone) })}</Menu.Label>
          <Menu.Item leftSection={<IconUser size={16} aria-hidden />} component={Link} to="/profile">{t("section.profile")}</Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={open}>{t("shell.shortcuts")}</Menu.Item>
          <Menu.Item leftSection={<IconBook2 size={16} aria-hidden />} component="a" href="/docs/" target="_blank" rel="noopener">{t("shell.docs")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>{t("shell.sign_out")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Shortcuts opened={shortcuts} onClose={close} />
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.slice(0, 2).map((word) => word.charAt(0).toUpperCase()).join("");
}
