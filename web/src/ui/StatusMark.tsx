import { knownWord, useWords } from "../i18n/words";
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

function explain(group: MarkGroup, code: string): string | null {
  if (group === "status") return knownWord("status_meaning", code);
  if (group === "notice") return knownWord("notice_meaning", code);
  if (group === "mark") return knownWord("mark_meaning", code);
  if (group === "difference") return knownWord("difference_meaning", code);
  if (group === "postback_state") return knownWord("postback_meaning", code);
  if (group === "delivery_mark") return knownWord("delivery_mark_meaning", code);
  if (group === "breaker") return knownWord("breaker_meaning", code);
  if (group === "outcome") return knownWord("outcome_meaning", code);
  return null;
}
