import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { stringifySearch } from "../app/search";
import { useWords } from "../i18n/words";
import styles from "./OrganisationSwitch.module.css";
import { useSigned } from "./session-context";
import { usePage } from "./use-page";

/** The organisation that is shown; and, for whoever belongs to several, the way to another one. Each is a plain link, for a
 *  document shows one organisation (app/enter.ts): it can be opened in a tab of its own. */
export function OrganisationSwitch() {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { organisation, organisations, person } = useSigned().session;
  const { basepath } = useRouter();
  const page = usePage();
  const name = organisation?.name ?? t(person.kind === "operator" ? "shell.operator" : "shell.no_organisation");
  if (organisations.length < (organisation === null ? 1 : 2)) return <span className={styles.name} title={name}>{name}</span>;
  return (
    <Menu position="bottom-start" width={280} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.button} aria-label={t("shell.organisation", { name })}>
          <span className={styles.name} title={name}>{name}</span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={styles.list}>
        <Menu.Label>{t("shell.organisations")}</Menu.Label>
        {organisations.map(({ slug, name: its, role }) => (
          <Menu.Item
            key={slug}
            component="a"
            href={basepath + page + stringifySearch({ org: slug })}
            aria-current={slug === organisation?.slug || undefined}
            rightSection={slug === organisation?.slug && <IconCheck size={15} aria-hidden />}
          >
            <div>{its}</div>
            <div className={styles.role}>{wordFor("role", role)}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
