import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Order } from "../api/orders";
import { may } from "../app/permission";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import body from "../payments/PaymentBody.module.css";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import { Nothing, Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { ClientLink } from "./ClientLink";
import { OrderPaymentDialog } from "./OrderPaymentDialog";
import { PaymentOfOrder } from "./PaymentOfOrder";
import { takesPayment } from "./takes-payment";

/** What was ordered, by whom, and each payment of it. */
export function OrderBody({ order }: { order: Order }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { price } = order;
  return (
    <>
      <div className={body.top}>
        <div className={body.amount}><Amount amount={price.amount} currency={price.currency} /></div>
        <div className={body.marks}>
          <StatusMark group="order_status" code={order.status} filled />
          {order.mode === "test" && <TestBadge />}
        </div>
      </div>
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("sales.title")} value={order.title} />
          <Fact name={t("sales.client")}><ClientLink client={order.client} /></Fact>
          <Fact name={t("sales.email")} value={order.client.name === "" ? null : order.client.email} />
          <Fact name={t("sales.opened_at")}><Time at={order.opened_at} /></Fact>
          <Fact name={t("sales.source")}>{wordFor("order_source", order.source)}</Fact>
          <Fact name={t("sales.offer")}>{order.offer}</Fact>
        </Facts>
      </Section>
      <OrderPayments order={order} />
    </>
  );
}

/** The payments of an order, with what can be done; and where it has none under way, a further one. */
export function OrderPayments({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [adding, setAdding] = useState(false);
  const addable = may(session, "manual_payments") && takesPayment(order);
  return (
    <Section title={t("sales.payments")} count={order.payments.length}>
      {order.payments.length === 0 && <Nothing>{t("sales.no_payments")}</Nothing>}
      {order.payments.map((payment) => <PaymentOfOrder key={payment.number} payment={payment} />)}
      {addable && (
        <div className={tools.actions} style={{ paddingInline: 0 }}>
          <ActionButton icon={IconPlus} label={t("sales.add_further")} of={t("sales.order_title", { number: order.number })} onClick={() => setAdding(true)} />
        </div>
      )}
      {adding && <OrderPaymentDialog order={order} onClose={() => setAdding(false)} />}
    </Section>
  );
}
