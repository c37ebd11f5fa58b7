import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "./Announcer";
import styles from "./LinkToGive.module.css";
import { useCopy } from "./useCopy";

interface Props {
  link: string;
  /** What the link is, for those who hear the buttons alone. */
  what: string;
  /** Whether following it leads anywhere now. */
  open: boolean;
}

/** An address that is there to be given to somebody: in full, with a button that copies it. */
export function LinkToGive({ link, what, open }: Props) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [state, copy] = useCopy();
  const word = { idle: t("action.copy"), copied: t("action.copied"), refused: t("action.copy_failed") }[state];
  const Icon = state === "copied" ? IconCheck : IconCopy;
  return (
    <div>
      <div className={`${styles.address} mono`}>{link}</div>
      <div className={styles.tools}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon size={14} aria-hidden />}
          aria-label={t("action.copy_value", { what })}
          onClick={async () => announce((await copy(link)) ? t("action.copied") : t("action.copy_failed"))}
        >
          {word}
        </Button>
        {open && (
          <Button component="a" href={link} target="_blank" rel="noreferrer" size="compact-sm" variant="default" leftSection={<IconExternalLink size={14} aria-hidden />}>
            {t("action.open_page")}
          </Button>
        )}
      </div>
    </div>
  );
}
