import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Invoice, invoiceQuery } from "../api/invoices";
import { ApiError } from "../api/problem";
import { Tool } from "../list/Toolbar";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { InvoiceBody } from "./InvoiceBody";
import { isPayable } from "./payable";

const PAYABLE_EVERY_MS = 15_000;

interface Props {
  id: string;
  /** As the list has it; absent where another page of it is open. */
  row: Invoice | undefined;
  onClose: () => void;
}

/** An invoice beside the list. While it can be paid, it is asked for again by itself. */
export function InvoicePane({ id, row, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const known = /^\d{1,15}$/.test(id);
  const query = useQuery({
    ...invoiceQuery(mode, Number(id)),
    enabled: known,
    refetchInterval: ({ state }) => (state.data !== undefined && isPayable(state.data) ? PAYABLE_EVERY_MS : false),
  });
  const invoice = query.data ?? row;
  const body = () => {
    if (invoice !== undefined) return <InvoiceBody key={id} invoice={invoice} />;
    if (!known || (query.error instanceof ApiError && query.error.status === 404)) {
      return <Message icon={IconZoomQuestion} title={t("invoices.not_found")}>{t("invoices.not_found_text")}</Message>;
    }
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  const tools = (
    <>
      <CopyLink keep={{ mode, open: id }} />
      {known && <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void query.refetch()}><IconRefresh size={16} aria-hidden /></Tool>}
    </>
  );
  return <Pane of={id} title={t("invoices.numbered", { number: id })} tools={tools} onClose={onClose}>{body()}</Pane>;
}
