import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { paymentQuery } from "../api/payments";
import { Loading } from "../organisation/Loading";
import { OperateDialog } from "../payments/OperateDialog";
import { Dialog } from "../ui/Dialog";
import { ErrorMessage } from "../ui/ErrorMessage";

/** Gives back what was paid, in the window that every payment has for it: it needs the whole payment. */
export function RefundDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(paymentQuery(number));
  if (query.data !== undefined) return <OperateDialog kind="refund" payment={query.data} onClose={onClose} />;
  return (
    <Dialog title={t("operate.refund_title", { number })} onClose={onClose}>
      {query.isError ? <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} /> : <Loading />}
    </Dialog>
  );
}
