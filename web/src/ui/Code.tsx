import { useTranslation } from "react-i18next";
import styles from "./Code.module.css";
import { CopyButton } from "./CopyButton";

/** A text of a machine, as it is, to be read and copied. It scrolls by itself, with the keyboard too. */
export function Code({ label, text }: { label: string; text: string }) {
  useTranslation();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{label} <CopyButton value={text} what={label} /></figcaption>
      <pre className={`${styles.text} mono`} tabIndex={0} role="group" aria-label={label}>{text}</pre>
    </figure>
  );
}
