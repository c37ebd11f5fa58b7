import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { type Order, orderQuery } from "../api/orders";
import { Tool } from "../list/Toolbar";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { OrderBody } from "./OrderBody";

interface Props {
  number: string;
  /** As the list has it, until it is asked for by itself. */
  row: Order | undefined;
  onClose: () => void;
}

/** An order beside the list. */
export function OrderPane({ number, row, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const valid = /^\d{1,15}$/.test(number);
  const query = useQuery({ ...orderQuery(mode, Number(number)), enabled: valid });
  const order = query.data ?? row;
  const missing = !valid || (query.error instanceof ApiError && query.error.status === 404);
  const body = () => {
    if (missing) return <Message icon={IconZoomQuestion} title={t("sales.order_not_found", { number })}>{t("sales.not_found_text")}</Message>;
    if (order !== undefined) return <OrderBody key={number} order={order} />;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  return (
    <Pane
      of={number}
      title={t("sales.order_title", { number })}
      onClose={onClose}
      tools={
        <>
          <CopyLink keep={{ mode, open: number }} />
          <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void query.refetch()}><IconRefresh size={16} aria-hidden /></Tool>
        </>
      }
    >
      {body()}
    </Pane>
  );
}
