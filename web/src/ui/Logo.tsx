import styles from "./Logo.module.css";

export function Logo() {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#2f55c8" />
        <path d="M9 10h14M9 16h9M9 22h14" stroke="#fff" strokeWidth="3.2" strokeLinecap="round" />
        <circle cx="23" cy="16" r="2.1" fill="#7fe0b5" />
      </svg>
      Edgetill
    </span>
  );
}
