import { Button, TextInput } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { OperationKind } from "../api/operations";
import type { PaymentDetail } from "../api/types";
import { formatMoney } from "../format/money";
import { Callout } from "../ui/Callout";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { problemText } from "../ui/problem-text";
import { ProblemCallout } from "../ui/ProblemCallout";
import { AmountField } from "./AmountField";
import { CartFields } from "./CartFields";
import { otherFaults, useOperateForm } from "./use-operate-form";
import type { useOperate } from "./use-operate";

interface Props {
  kind: OperationKind;
  payment: PaymentDetail;
  operation: ReturnType<typeof useOperate>;
  onClose: () => void;
}

export function OperateForm({ kind, payment, operation, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const form = useOperateForm(kind, payment, operation.problem);
  const { busy, problem, uncertain } = operation;
  const locked = busy || uncertain;
  const money = (amount: string) => formatMoney(amount, payment.currency, i18n.language);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = uncertain ? operation.sent : form.body();
    if (body !== undefined) operation.send(body);
  };
  const amount = form.amount === null ? null : money(form.amount);
  const label = () => {
    if (uncertain) return t("operate.again");
    return amount === null ? t(`operate.${kind}_bare`) : t(`operate.${kind}_confirm`, { amount });
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      {form.lines === null
        ? <AmountField form={form} currency={payment.currency} disabled={locked} />
        : <CartFields form={form} lines={form.lines} whole={money(form.left)} currency={payment.currency} disabled={locked} />}
      <TextInput
        label={t("operate.reason")}
        description={t("operate.reason_hint")}
        maxLength={500}
        readOnly={locked}
        value={form.reason}
        error={form.faults.get("reason")}
        onChange={(event) => form.setReason(event.currentTarget.value)}
      />
      <p className={styles.happens} role="status">{form.happens(money)}</p>
      {problem !== null && uncertain && (
        <Callout tone="attention" icon={IconHelpCircle} role="alert" title={t("operate.uncertain_title")}>
          {problemText(problem, t)} {t("operate.uncertain")}
        </Callout>
      )}
      {problem !== null && !uncertain && <ProblemCallout error={problem} title={t("operate.refused_title")} more={otherFaults(form)} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose} disabled={busy}>{uncertain ? t("action.close") : t("action.cancel")}</Button>
        <Button type="submit" loading={busy}>{label()}</Button>
      </DialogButtons>
    </form>
  );
}
