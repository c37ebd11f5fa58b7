import { Button } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import styles from "./ActionButton.module.css";

interface Props {
  icon: TablerIcon;
  label: string;
  /** What it is done with, for those who hear the button alone. */
  of?: string;
  primary?: boolean;
  /** What stands on the button where the label is too long for it. */
  word?: string;
  onClick: () => void;
}

/** Asks for a window in which something is done. */
export function ActionButton({ icon: Icon, label, of, primary = false, onClick }: Props) {
  return (
    <Button
      size="compact-sm"
      variant={primary ? "filled" : "default"}
      leftSection={<Icon size={14} aria-hidden />}
      aria-haspopup="dialog"
      {...(of !== undefined && { "aria-label": `${label}: ${of}` })}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

/** In the toolbar of a list: makes a new one. Where the list is narrow, the icon says it alone. */
export function AddButton({ icon: Icon, label, word = label, onClick }: Props) {
  return (
    <Button size="compact-sm" className={styles.add} title={label} aria-label={label} aria-haspopup="dialog" onClick={onClick}>
      <Icon size={15} aria-hidden />
      <span className={styles.word}>{word}</span>
    </Button>
  );
}
