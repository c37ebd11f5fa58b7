import { IconCash, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OrderPayment, orderPaymentsQuery } from "../api/orders";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ORDER_PAYMENT_STATUSES } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { AddPaymentDialog } from "./AddPaymentDialog";
import { filterOf, isFiltered, withLimit, withoutFilter } from "./filter";
import { OrderPaymentCard } from "./OrderPaymentCard";
import { OrderPaymentPane } from "./OrderPaymentPane";
import { useOrderPaymentColumns } from "./payment-columns";
import { SalesFilters } from "./SalesFilters";
import styles from "./SalesPage.module.css";

/** How orders were paid, the newest first. */
export function OrderPaymentsPage() {
  const { t } = useTranslation();
  usePageTitle(t("sales.payments"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [adding, setAdding] = useState(false);
  const search = useSearch({ from: "/cabinet/sales/payments" });
  const navigate = useNavigate({ from: "/sales/payments" });
  const filter = filterOf(search, mode);
  const filtered = isFiltered(search);
  const query = useQuery(orderPaymentsQuery(filter));
  const add = may(session, "manual_payments") && <AddButton icon={IconPlus} label={t("sales.add")} word={t("sales.add_word")} onClick={() => setAdding(true)} />;
  return (
    <>
      <ListPage
        name="order-payments"
        title={t("sales.payments")}
        caption={t("sales.payments_caption")}
        query={query}
        columns={useOrderPaymentColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <OrderPaymentCard row={row} opener={props} />}
        cursor={filter.cursor}
        limit={filter.limit}
        onLimit={(limit) => void navigate({ to: ".", search: withLimit(limit) })}
        filters={<>{mode === "test" && <span className={styles.badge}><TestBadge /></span>}{add}</>}
        filterBar={<SalesFilters search={search} statuses={ORDER_PAYMENT_STATUSES} group="manual_status" />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="sales" onClear={() => void navigate({ to: ".", search: withoutFilter })} />
            : <Message icon={IconCash} title={t(`sales.no_order_payments_${mode}`)} action={add}>{t("sales.no_orders_text")}</Message>
        }
        foot={(pager) => filtered && (query.data?.items.length ?? 0) < filter.limit && <MoreBelow pager={pager} words="sales" />}
        pane={open !== null && <OrderPaymentPane number={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {adding && <AddPaymentDialog onClose={() => setAdding(false)} />}
    </>
  );
}

const keyOf = (row: OrderPayment) => String(row.number);
