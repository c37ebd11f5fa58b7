import { useTranslation } from "react-i18next";
import type { Operation } from "../api/types";
import { useWords } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";

/** What was done with the money, each with its own outcome. */
export function Operations({ operations }: { operations: Operation[] }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  if (operations.length === 0) return <Nothing>{t("detail.no_operations")}</Nothing>;
  return (
    <ol className={styles.events}>
      {operations.map((operation) => (
        <li key={operation.operation}>
          <div className={styles.head}>
            <strong>{wordFor("operation_kind", operation.kind)}</strong>
            <StatusMark group="operation_state" code={operation.state} />
            <span className={styles.end}><Amount amount={operation.amount} currency={operation.currency} /></span>
          </div>
          <div className={styles.soft}>
            <Time at={operation.created_at} />
            {operation.decided_at && <> → <Time at={operation.decided_at} /></>}
            {operation.attempt != null && <> · {t("detail.attempt", { number: operation.attempt })}</>}
            {operation.surplus && <> · {t("detail.surplus")}</>}
          </div>
          {operation.reason && <div className={styles.soft}>{t("detail.reason")}: {wordFor("attention", operation.reason)}</div>}
        </li>
      ))}
    </ol>
  );
}
