import { type ReactNode, useId } from "react";
import styles from "./Check.module.css";

interface Props {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  error?: string | null | undefined;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with what it means. */
export function Check({ label, hint, checked, disabled = false, error, onChange }: Props) {
  const id = useId();
  const said = hint || error;
  return (
    <div className={styles.check}>
      <label className={styles.label} data-disabled={disabled || undefined}>
        <input
          type="checkbox"
          className={styles.box}
          checked={checked}
          disabled={disabled}
          aria-describedby={said ? id : undefined}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {said && (
        <div className={styles.said} id={id}>
          {hint}
          {error && <div className={styles.error} role="alert">{error}</div>}
        </div>
      )}
    </div>
  );
}
