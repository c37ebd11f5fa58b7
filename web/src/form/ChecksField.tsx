import { type ReactNode, useId } from "react";
import { Check } from "../ui/Check";
import styles from "./ChecksField.module.css";

export interface CheckOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Cannot be changed here; and whether it is ticked all the same. */
  disabled?: boolean;
  fixed?: boolean;
}

interface Props {
  label: string;
  hint?: ReactNode;
  options: readonly CheckOption[];
  chosen: readonly string[];
  error?: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** Several boxes under one heading. */
export function ChecksField({ label, hint, options, chosen, error, onChange }: Props) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div className={styles.legend} id={id}>{label}</div>
      {hint && <p className={styles.hint}>{hint}</p>}
      <div className={styles.boxes}>
        {options.map(({ value, fixed = false, disabled = false, ...option }) => (
          <Check
            key={value}
            label={option.label}
            hint={option.hint}
            checked={fixed || chosen.includes(value)}
            disabled={disabled || fixed}
            onChange={(wanted) => onChange(wanted ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
      {error && <p className={styles.fault} role="alert">{error}</p>}
    </div>
  );
}
