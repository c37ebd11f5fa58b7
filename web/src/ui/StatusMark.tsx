import { knownWord, useWords, type Vocabulary } from "../i18n/words";
import styles from "./StatusMark.module.css";
import { type MarkGroup, markOf } from "./tone";

interface Props {
  group: MarkGroup;
  code: string;
  /** In a heading or a card: on a tinted ground. In dense rows the coloured word is enough. */
  filled?: boolean;
}

/** A status: icon, word and colour, explained on hover. */
export function StatusMark({ group, code, filled = false }: Props) {
  const wordFor = useWords();
  const { tone, icon: Icon } = markOf(group, code);
  const meaning = explain(group, code);
  return (
    <span className={styles.mark} data-tone={tone} data-group={group} data-filled={filled || undefined} title={meaning ?? undefined}>
      <Icon size={14} stroke={2.2} aria-hidden className={styles.icon} />
      <span className={styles.word}>{wordFor(group, code)}</span>
    </span>
  );
}

/** A group's meanings stand beside its words, where it has any. */
function explain(group: MarkGroup, code: string): string | null {
  return knownWord(`${group}_meaning` as Vocabulary, code);
}
