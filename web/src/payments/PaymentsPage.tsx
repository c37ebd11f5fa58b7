import { IconCreditCard } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { paymentsQuery } from "../api/payments";
import type { PaymentRow } from "../api/types";
import { FILTERS, PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { usePaymentColumns } from "./columns";
import { PaymentCard } from "./PaymentCard";
import { PaymentFilters } from "./PaymentFilters";
import { withoutFilter } from "./without-filter";

export function PaymentsPage() {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const search = useSearch({ from: "/cabinet/payments" });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  const filtered = Object.keys(filter).length > 0;
  const { number = null } = useParams({ strict: false });
  usePageTitle(number === null ? t("payments.title") : t("payment.title", { number }));
  const navigate = useNavigate({ from: "/payments" });
  const query = useQuery(paymentsQuery({ mode, limit, ...filter, ...(cursor !== undefined && { cursor }) }));

  return (
    <ListPage
      name="payments"
      title={t("payments.title")}
      caption={t("payments.caption")}
      query={query}
      columns={usePaymentColumns()}
      keyOf={keyOf}
      openKey={number}
      opener={(row, props, children) => <Link {...linkTo(row)} {...props}>{children}</Link>}
      card={(row, props) => <PaymentCard row={row} opener={props} link={linkTo(row)} />}
      cursor={cursor}
      limit={limit}
      onLimit={(chosen) =>
        void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
      }
      filters={mode === "test" && <TestBadge />}
      filterBar={<PaymentFilters search={search} />}
      empty={(pager) => (filtered ? <NothingFound pager={pager} words="payments" onClear={() => void navigate({ to: ".", search: withoutFilter })} /> : <NoPayments pastEnd={cursor !== undefined} />)}
      // A filtered page may hold fewer rows than fit, and still not be the last.
      foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="payments" />}
      pane={<Outlet />}
    />
  );
}

const keyOf = (row: PaymentRow) => String(row.number);

/** The list stays as it is beside the payment: page and mode go along, and the way back to earlier pages too. */
const linkTo = (row: PaymentRow) =>
  ({ to: "/payments/$number", params: { number: String(row.number) }, search: true, state: true, preload: false }) as const;

function NoPayments({ pastEnd }: { pastEnd: boolean }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  if (pastEnd) {
    return (
      <Message
        icon={IconCreditCard}
        title={t("payments.past_end")}
        action={<Link to="/payments" search={{ mode }}>{t("list.newest")}</Link>}
      >
        {t("payments.past_end_text")}
      </Message>
    );
  }
  return (
    <Message
      icon={IconCreditCard}
      title={t(mode === "test" ? "payments.empty_title_test" : "payments.empty_title_live")}
      action={<a href="/docs/" target="_blank" rel="noopener">{t("payments.empty_docs")}</a>}
    >
      {t("payments.empty_text")}
    </Message>
  );
}
