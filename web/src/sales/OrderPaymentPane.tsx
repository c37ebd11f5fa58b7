import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { manualPaymentQuery } from "../api/manual-payment";
import type { OrderPayment } from "../api/orders";
import { ApiError } from "../api/problem";
import { Tool } from "../list/Toolbar";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { ClientLink } from "./ClientLink";
import { OrderLink } from "./OrderLink";
import { PaymentOfOrder } from "./PaymentOfOrder";

interface Props {
  number: string;
  /** As the list has it: what it is for, and how it stands until it is asked for by itself. */
  row: OrderPayment | undefined;
  onClose: () => void;
}

/** A payment of an order beside the list, with what can be decided. */
export function OrderPaymentPane({ number, row, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const valid = /^\d{1,15}$/.test(number);
  // Of a payment by an acquirer the list has all there is.
  const query = useQuery({ ...manualPaymentQuery(mode, Number(number)), enabled: valid && row?.manual !== null });
  const payment = query.data ?? row;
  const order = row?.order ?? (query.data as OrderPayment | undefined)?.order;
  const missing = !valid || (query.error instanceof ApiError && query.error.status === 404 && row === undefined);
  const body = () => {
    if (missing) return <Message icon={IconZoomQuestion} title={t("sales.payment_not_found", { number })}>{t("sales.not_found_text")}</Message>;
    if (payment === undefined && query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    if (payment === undefined) return <Loading />;
    return (
      <>
        {order && (
          <Section title={t("detail.facts")}>
            <Facts>
              <Fact name={t("sales.order")}><OrderLink number={order.number} /></Fact>
              <Fact name={t("sales.title")} value={order.title} />
              <Fact name={t("sales.client")}><ClientLink client={order.client} /></Fact>
              <Fact name={t("sales.email")} value={order.client.name === "" ? null : order.client.email} />
            </Facts>
          </Section>
        )}
        <Section title={t("sales.payment")}><PaymentOfOrder key={number} payment={payment} /></Section>
      </>
    );
  };
  return (
    <Pane
      of={number}
      title={t("sales.payment_title", { number })}
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
