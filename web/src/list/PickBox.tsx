import styles from "./DataTable.module.css";

interface Props {
  label: string;
  checked: boolean;
  /** In a row the space bar does it, from the row's own place in the order of the keyboard. */
  inRow?: boolean;
  onToggle: () => void;
}

export function PickBox({ label, checked, inRow = false, onToggle }: Props) {
  return <input type="checkbox" className={styles.pick} aria-label={label} title={label} tabIndex={inRow ? -1 : 0} checked={checked} onChange={onToggle} />;
}
