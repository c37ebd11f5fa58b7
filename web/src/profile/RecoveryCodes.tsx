import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload, IconKey, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { Callout } from "../ui/Callout";
import { download } from "../ui/download";
import { useCopy } from "../ui/useCopy";
import styles from "./SecondFactor.module.css";

/** For the day when the phone is lost. They cannot be shown again. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { person } = useSigned().session;
  const [state, copy] = useCopy();
  const heading = t("second_factor.codes_of", { login: person.login });
  const text = `${heading}\n\n${codes.join("\n")}\n`;
  const copied = { idle: t("action.copy"), copied: t("action.copied"), refused: t("action.copy_failed") }[state];
  const copyAll = async () => announce((await copy(codes.join("\n"))) ? t("action.copied") : t("action.copy_failed"));
  return (
    <>
      <Callout tone="attention" icon={IconKey} role="alert" title={t("second_factor.codes_title")}>{t("second_factor.codes_text")}</Callout>
      <div className={styles.sheet}>
        <p className={styles.printed}>{heading}</p>
        <ol className={`${styles.codes} mono`} aria-label={t("second_factor.codes")}>{codes.map((code) => <li key={code}>{code}</li>)}</ol>
      </div>
      <div className={styles.buttons}>
        <Button variant="default" leftSection={state === "copied" ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />} onClick={() => void copyAll()}>{copied}</Button>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => download(text, "edgetill-recovery-codes.txt")}>{t("second_factor.download")}</Button>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>{t("second_factor.print")}</Button>
        <Button onClick={onKept}>{t("second_factor.codes_kept")}</Button>
      </div>
    </>
  );
}
