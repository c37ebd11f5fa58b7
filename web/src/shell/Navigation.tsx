import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./Navigation.module.css";
import { sectionsFor } from "./sections";
import { useSigned } from "./session-context";

/** The menu at the side. On a phone it is in a drawer instead (MenuDrawer). */
export function Navigation({ narrowed, onNarrow }: { narrowed: boolean; onNarrow: (narrowed: boolean) => void }) {
  const { t } = useTranslation();
  const label = t(narrowed ? "shell.expand" : "shell.collapse");
  const Icon = narrowed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={styles.nav} aria-label={t("shell.sections")} data-narrowed={narrowed || undefined}>
      <SectionLinks narrowed={narrowed} />
      <UnstyledButton className={styles.narrow} onClick={() => onNarrow(!narrowed)} aria-label={label} title={label}>
        <Icon size={18} stroke={1.7} aria-hidden />
      </UnstyledButton>
    </nav>
  );
}

export function SectionLinks({ narrowed = false, onChosen }: { narrowed?: boolean; onChosen?: () => void }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  return (
    <ul className={styles.links}>
      {sectionsFor(session).map(({ to, word, icon: Icon }) => (
        <li key={to}>
          <Tooltip label={t(word)} position="right" disabled={!narrowed}>
            <Link to={to} className={styles.link} activeOptions={{ includeSearch: false }} onClick={onChosen} aria-label={narrowed ? t(word) : undefined}>
              <Icon size={18} stroke={1.7} aria-hidden />
              {!narrowed && t(word)}
            </Link>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
