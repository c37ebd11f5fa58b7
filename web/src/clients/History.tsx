import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ClientDetail } from "../api/clients";
import { ordersQuery } from "../api/orders";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Nothing, Section } from "../ui/Section";
import styles from "./History.module.css";
import { OrderFold } from "./OrderFold";

const SHOWN_MAX = 25;

/** What a client ordered in the mode that is shown, the newest first: each opens where it stands. */
export function History({ client: { number } }: { client: ClientDetail }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const query = useQuery(ordersQuery({ mode, client: String(number), limit: SHOWN_MAX }));
  const body = () => {
    if (query.isError && query.data === undefined) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    if (query.data === undefined || query.isPlaceholderData) return <Loading />;
    const { items, next } = query.data;
    if (items.length === 0) return <Nothing>{t(`clients.no_orders_${mode}`)}</Nothing>;
    return (
      <>
        <ul className={styles.orders}>{items.map((order) => <li key={order.number}><OrderFold order={order} /></li>)}</ul>
        {next !== null && <Link to="/sales/orders" search={{ client: String(number) }}>{t("clients.all_orders")}</Link>}
      </>
    );
  };
  return <Section title={t(`clients.orders_${mode}`)}>{body()}</Section>;
}
