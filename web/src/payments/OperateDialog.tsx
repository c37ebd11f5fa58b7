import { useTranslation } from "react-i18next";
import type { OperationKind } from "../api/operations";
import type { PaymentDetail } from "../api/types";
import { Dialog } from "../ui/Dialog";
import { OperateForm } from "./OperateForm";
import { OperationResult } from "./OperationResult";
import { useOperate } from "./use-operate";

interface Props {
  kind: OperationKind;
  payment: PaymentDetail;
  onClose: () => void;
}

/** Capture, cancel or refund: what will happen, in the amounts it will happen with; then what became of it. */
export function OperateDialog({ kind, payment, onClose }: Props) {
  const { t } = useTranslation();
  const operation = useOperate(kind, payment.number);
  return (
    <Dialog title={t(`operate.${kind}_title`, { number: payment.number })} onClose={onClose} busy={operation.busy}>
      {operation.result === undefined
        ? <OperateForm kind={kind} payment={payment} operation={operation} onClose={onClose} />
        : <OperationResult result={operation.result} onClose={onClose} />}
    </Dialog>
  );
}
