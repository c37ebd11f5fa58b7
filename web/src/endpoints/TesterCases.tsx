import { useTranslation } from "react-i18next";
import type { HandlerCaseReport } from "../api/types";
import { knownWord, useWords } from "../i18n/words";
import { StatusMark } from "../ui/StatusMark";
import styles from "./Tester.module.css";
import { TesterRequests } from "./TesterRequests";

const CASES = ["valid", "duplicate", "reordered", "bad_signature", "stale_timestamp", "huge_body"];

interface Props {
  format: string;
  /** What came of it; until then the cases are only explained. */
  cases: HandlerCaseReport[] | undefined;
  busy: boolean;
}

export function TesterCases({ format, cases, busy }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const rows: { code: string; result?: HandlerCaseReport }[] = cases?.map((result) => ({ code: result.case, result })) ?? CASES.map((code) => ({ code }));
  return (
    <ol className={styles.cases} aria-busy={busy}>
      {rows.map(({ code, result }) => (
        <li key={code}>
          <div className={styles.head}>
            <strong>{wordFor("tester_case", code)}</strong>
            {result && <StatusMark group="verdict" code={result.verdict} filled />}
          </div>
          <p className={styles.good}>
            <span className={styles.soft}>{t("tester.good")}:</span> {goodWord(code, format) ?? result?.expected}
          </p>
          {result && <TesterRequests requests={result.requests} />}
        </li>
      ))}
    </ol>
  );
}

/** The older formats sign by themselves, and no timestamp: so their handlers are asked for less. */
function goodWord(code: string, format: string): string | null {
  return (format === "standard" ? null : knownWord("tester_good", `${code}_own`)) ?? knownWord("tester_good", code);
}
