import { useTranslation } from "react-i18next";
import type { TesterCase } from "../api/tester";
import { knownWord, useWords } from "../i18n/words";
import { StatusMark } from "../ui/StatusMark";
import styles from "./Tester.module.css";
import { TesterRequests } from "./TesterRequests";

const CASES = ["valid", "duplicate", "reordered", "bad_signature", "stale_timestamp", "huge_body"];

interface Props {
  /** What came of it; until then the cases are only explained. */
  cases: TesterCase[] | undefined;
  busy: boolean;
}

export function TesterCases({ cases, busy }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const rows: { code: string; result?: TesterCase }[] = cases?.map((result) => ({ code: result.case, result })) ?? CASES.map((code) => ({ code }));
  return (
    <ol className={styles.cases} aria-busy={busy}>
      {rows.map(({ code, result }) => (
        <li key={code}>
          <div className={styles.head}>
            <strong>{wordFor("tester_case", code)}</strong>
            {result && <StatusMark group="verdict" code={result.verdict} filled />}
          </div>
          <p className={styles.good}>
            <span className={styles.soft}>{t("tester.good")}:</span> {knownWord("tester_good", code) ?? result?.expected}
          </p>
          {result && <TesterRequests requests={result.requests} />}
        </li>
      ))}
    </ol>
  );
}
