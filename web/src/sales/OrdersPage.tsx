import { IconPlus, IconShoppingCart } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Order, ordersQuery } from "../api/orders";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ORDER_STATUSES } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { AddPaymentDialog } from "./AddPaymentDialog";
import { filterOf, isFiltered, withLimit, withoutFilter } from "./filter";
import { useOrderColumns } from "./order-columns";
import { OrderCard } from "./OrderCard";
import { OrderPane } from "./OrderPane";
import { SalesFilters } from "./SalesFilters";
import styles from "./SalesPage.module.css";

/** What was ordered, the newest first. */
export function OrdersPage() {
  const { t } = useTranslation();
  usePageTitle(t("sales.orders"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [adding, setAdding] = useState(false);
  const search = useSearch({ from: "/cabinet/sales/orders" });
  const navigate = useNavigate({ from: "/sales/orders" });
  const filter = filterOf(search, mode);
  const filtered = isFiltered(search);
  const query = useQuery(ordersQuery(filter));
  const add = may(session, "manual_payments") && <AddButton icon={IconPlus} label={t("sales.add")} word={t("sales.add_word")} onClick={() => setAdding(true)} />;
  return (
    <>
      <ListPage
        name="orders"
        title={t("sales.orders")}
        caption={t("sales.orders_caption")}
        query={query}
        columns={useOrderColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <OrderCard row={row} opener={props} />}
        cursor={filter.cursor}
        limit={filter.limit}
        onLimit={(limit) => void navigate({ to: ".", search: withLimit(limit) })}
        filters={<>{mode === "test" && <span className={styles.badge}><TestBadge /></span>}{add}</>}
        filterBar={<SalesFilters search={search} statuses={ORDER_STATUSES} group="order_status" />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="sales" onClear={() => void navigate({ to: ".", search: withoutFilter })} />
            : <Message icon={IconShoppingCart} title={t(`sales.no_orders_${mode}`)} action={add}>{t("sales.no_orders_text")}</Message>
        }
        foot={(pager) => filtered && (query.data?.items.length ?? 0) < filter.limit && <MoreBelow pager={pager} words="sales" />}
        pane={open !== null && <OrderPane number={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {adding && <AddPaymentDialog onClose={() => setAdding(false)} />}
    </>
  );
}

const keyOf = (row: Order) => String(row.number);
