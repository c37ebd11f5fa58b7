// What is asked for in the window of a money operation: an amount, or lines of a cart, and a reason.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OperationKind } from "../api/operations";
import type { OperateRequest, PaymentDetail } from "../api/types";
import { fromMinor, readAmount, scaleOf, toMinor } from "../format/minor";
import { plainDecimal } from "../format/money";
import { knownWord } from "../i18n/words";
import { fieldFaults } from "../ui/field-faults";
import { type LineLeft, linesLeft, worth } from "./cart-refund";

export type OperateFormState = ReturnType<typeof useOperateForm>;

export function useOperateForm(kind: OperationKind, payment: PaymentDetail, problem: unknown) {
  const { t, i18n } = useTranslation();
  const scale = scaleOf(payment.amount);
  const left = kind === "refund" ? payment.refundable : payment.capturable;
  const leftMinor = toMinor(left, scale) ?? 0n;
  const [typed, setTyped] = useState(() => plainDecimal(left, i18n.language));
  const [reason, setReason] = useState("");
  const [byLines, setByLines] = useState(false);
  const [quantities, setQuantities] = useState<Record<number, string>>({});
  // What the API found wrong is said until something is changed.
  const [judged, setJudged] = useState<unknown>(null);
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setJudged(problem);
  };
  const faults = problem === judged ? new Map<string, string>() : fieldFaults(problem);

  const lines = kind === "refund" && payment.cart.length > 0 ? linesLeft(payment.cart, payment.operations, scale) : null;
  const parts = (lines ?? []).map((line) => ({ line, value: worth(line, quantities[line.line] ?? "") }));
  const asked = parts.flatMap(({ line, value }) => (value !== null && "minor" in value ? [{ line: line.line, ...value }] : []));
  const wrong = parts.some(({ value }) => value !== null && "fault" in value);

  const entered = (): { minor: bigint } | { fault: string | null } => {
    if (lines === null) return readAmount(typed, leftMinor, scale);
    if (!byLines) return leftMinor > 0n ? { minor: leftMinor } : { fault: "amount_exceeds_left" };
    const minor = asked.reduce((sum, part) => sum + part.minor, 0n);
    // Wrong quantities say so themselves; none at all is a beginning.
    if (wrong || asked.length === 0) return { fault: null };
    if (minor === 0n) return { fault: "amount_not_positive" };
    return minor > leftMinor ? { fault: "amount_exceeds_left" } : { minor };
  };
  const value = entered();
  const minor = "minor" in value ? value.minor : null;
  const amount = minor === null ? null : fromMinor(minor, scale);
  const ownFault = "fault" in value && value.fault !== null ? knownWord("fault", value.fault) : null;

  return {
    scale,
    left,
    lines,
    byLines,
    typed,
    reason,
    faults,
    amount,
    amountFault: ownFault ?? faults.get("amount") ?? faults.get("currency") ?? null,
    setTyped: change(setTyped),
    setReason: change(setReason),
    setByLines: change(setByLines),
    setQuantity: (line: number, text: string) => change(setQuantities)({ ...quantities, [line]: text }),
    lineOf: (line: LineLeft) => {
      const part = parts.find((one) => one.line.line === line.line)?.value ?? null;
      const place = asked.findIndex((one) => one.line === line.line);
      const said = place < 0 ? undefined : (faults.get(`lines[${place}].quantity`) ?? faults.get(`lines[${place}]`));
      const own = part !== null && "fault" in part ? knownWord("fault", part.fault) : null;
      return { typed: quantities[line.line] ?? "", worth: part !== null && "minor" in part ? part.minor : null, fault: own ?? said ?? null };
    },
    /** What will happen, in the amounts it will happen with. */
    happens: (money: (amount: string) => string): string => {
      if (leftMinor === 0n) return t("operate.nothing_left");
      if (minor === null || amount === null) return t("operate.nothing_yet");
      if (minor === leftMinor) return t(`operate.${kind}_whole`, { amount: money(amount) });
      return t(`operate.${kind}_part`, { amount: money(amount), left: money(left), rest: money(fromMinor(leftMinor - minor, scale)) });
    },
    /** What is sent; nothing while something is wrong. The amount always goes along, so that no other is moved than was shown. */
    body: (): OperateRequest | undefined => {
      if (amount === null) return undefined;
      return {
        amount,
        currency: payment.currency,
        ...(reason.trim() !== "" && { reason: reason.trim() }),
        ...(lines !== null && byLines && { lines: asked.map(({ line, quantity }) => ({ line, quantity })) }),
      };
    },
  };
}

const SHOWN_BESIDE = /^(amount|currency|reason)$/;

/** Faults of what is not among the fields that are shown. */
export function otherFaults(form: OperateFormState): string[] {
  const beside = (field: string) => SHOWN_BESIDE.test(field) || (form.byLines && field.startsWith("lines"));
  return [...form.faults].flatMap(([field, words]) => (beside(field) ? [] : [words]));
}
