import type { PaymentRow } from "../api/types";
import { knownWord, useWords } from "../i18n/words";
import { StatusMark } from "../ui/StatusMark";
import { markOf } from "../ui/tone";

/** What stands beside a payment's status: an operation of unknown result, an open dispute. */
export function marksOf(row: Pick<PaymentRow, "unknown" | "disputed">): ("unknown" | "disputed")[] {
  return (["unknown", "disputed"] as const).filter((mark) => row[mark]);
}

/** In a row: the status, and its marks as signs that are explained on hover. */
export function StatusCell({ row }: { row: PaymentRow }) {
  const wordFor = useWords();
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: "0.35rem", maxWidth: "100%", verticalAlign: "bottom" }}>
      <StatusMark group="status" code={row.status} />
      {marksOf(row).map((mark) => {
        const { icon: Icon, tone } = markOf("mark", mark);
        const title = `${wordFor("mark", mark)}. ${knownWord("mark_meaning", mark) ?? ""}`;
        return (
          <span key={mark} role="img" aria-label={wordFor("mark", mark)} title={title} style={{ display: "inline-flex", flex: "none", color: `var(--tone-${tone})` }}>
            <Icon size={14} stroke={2.2} aria-hidden />
          </span>
        );
      })}
    </span>
  );
}
