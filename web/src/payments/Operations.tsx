import { useTranslation } from "react-i18next";
import type { Operation, PaymentDetail } from "../api/types";
import { isZero } from "../format/money";
import { actorWord, knownWord, useWords } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";
import { OperationActions } from "./OperationActions";
import { RefundedLines } from "./RefundedLines";
import { codeWord } from "./result-words";

interface Props {
  payment: PaymentDetail;
  operations: Operation[];
  none: string;
}

/** What was done with the money, each with its own outcome. */
export function Operations({ payment, operations, none }: Props) {
  const wordFor = useWords();
  if (operations.length === 0) return <Nothing>{none}</Nothing>;
  return (
    <ol className={styles.events}>
      {operations.map((operation) => (
        <li key={operation.operation}>
          <div className={styles.head}>
            <strong>{wordFor("operation_kind", operation.kind)}</strong>
            <StatusMark group="operation_state" code={operation.state} />
            <span className={styles.end}><Amount amount={operation.amount} currency={operation.currency} /></span>
          </div>
          <Times operation={operation} />
          <Particulars operation={operation} />
          {operation.lines.length > 0 && <RefundedLines lines={operation.lines} cart={payment.cart} currency={operation.currency} />}
          <OperationActions payment={payment} operation={operation} />
        </li>
      ))}
    </ol>
  );
}

function Times({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  return (
    <div className={styles.soft}>
      <Time at={operation.created_at} />
      {operation.decided_at && operation.decided_at !== operation.created_at && <> → <Time at={operation.decided_at} /></>}
      {" · "}{t("detail.attempt", { number: operation.attempt })}
      {operation.surplus && <> · {t("detail.surplus")}</>}
    </div>
  );
}

function Particulars({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const feeName = operation.kind === "refund" ? "fee_of_refund" : operation.kind === "chargeback" ? "fee_of_chargeback" : "fee_of_capture";
  return (
    <Facts>
      {!isZero(operation.fee) && <Fact name={t(`detail.${feeName}`)}><Amount amount={operation.fee} currency={operation.currency} /></Fact>}
      <Fact name={t("detail.by")}>
        {actorWord(operation.actor, t)}
        {operation.origin === "bank" && !operation.actor.startsWith("terminal:") && <> · {t("detail.origin_bank")}</>}
      </Fact>
      {operation.reason && <Fact name={t("detail.reason")}>{reasonWord(operation)}</Fact>}
      {operation.code && <Fact name={t("detail.code")}>{codeWord(operation.code)}</Fact>}
      {operation.evidence && <Fact name={t("detail.evidence")} value={operation.evidence} />}
      <Fact name={t("detail.bank_operation")} value={operation.bank_operation} mono />
      {operation.next_ask_at && <Fact name={t("detail.next_ask")}><Time at={operation.next_ask_at} /></Fact>}
    </Facts>
  );
}

/** The desk's own reasons have words; what a person wrote is shown as it was written. */
function reasonWord({ actor, origin, reason }: Operation): string {
  const own = actor === "system" || origin === "bank";
  return (own ? knownWord("operation_reason", reason ?? "") : null) ?? reason ?? "";
}
