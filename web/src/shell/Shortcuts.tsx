import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./Shortcuts.module.css";

export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const list: [string[], string][] = [
    [["/"], t("shortcut.find")],
    [["↑", "↓"], t("shortcut.move")],
    [["Home", "End"], t("shortcut.edge")],
    [["Enter"], t("shortcut.open")],
    [["␣"], t("shortcut.pick")],
    [["Esc"], t("shortcut.close")],
    [["]", "["], t("shortcut.page")],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t("shell.shortcuts")} size="sm" closeButtonProps={{ "aria-label": t("action.close") }}>
      <dl className={styles.list}>
        {list.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>{meaning}</dt>
            <dd>{keys.map((key) => <Kbd key={key} size="sm">{key}</Kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
