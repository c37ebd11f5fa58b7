import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWords } from "../i18n/words";
import styles from "./NewPassword.module.css";
import { LENGTH_MIN, lengthOf, SCORE_MIN, STRENGTHS } from "./strength";

interface Props {
  label: string;
  value: string;
  /** How strong it is (use-strength.ts). */
  score: number | null;
  error: string | null | undefined;
  onChange: (password: string) => void;
  size?: "md";
}

/** For a password to be: how strong it is stands under it while it is typed. */
export function NewPassword({ label, value, score, error, onChange, size }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <PasswordInput
        label={label}
        description={t("password.hint", { count: LENGTH_MIN })}
        {...(size && { size })}
        name="new-password"
        autoComplete="new-password"
        // More than is taken, so that whoever pastes too much is told so and nothing is cut off unseen.
        maxLength={400}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Meter length={lengthOf(value)} score={score} />
    </div>
  );
}

function Meter({ length, score }: { length: number; score: number | null }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const strength = score === null ? undefined : STRENGTHS[score];
  const tone = score === null ? undefined : score < SCORE_MIN - 1 ? "bad" : score < SCORE_MIN ? "attention" : "good";
  return (
    <div className={styles.meter} data-tone={tone}>
      <div className={styles.steps} aria-hidden>
        {STRENGTHS.map((step, at) => <span key={step} className={styles.step} data-on={(score !== null && at <= score) || undefined} />)}
      </div>
      <div className={styles.words}>
        <span role="status">{strength && <>{t("password.strength")}: <strong>{wordFor("strength", strength)}</strong></>}</span>
        {length > 0 && length < LENGTH_MIN && <span>{t("password.more", { count: LENGTH_MIN - length })}</span>}
      </div>
    </div>
  );
}
