import { IconFileInvoice, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invoice, invoicesQuery } from "../api/invoices";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { INVOICE_FILTERS, type InvoicesSearch, PAGE_SIZE_DEFAULT } from "../app/search";
import { filterOf, withFilter, withoutFilters } from "../list/filters";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useInvoiceColumns } from "./columns";
import { CreateInvoiceDialog } from "./CreateInvoiceDialog";
import { InvoiceCard } from "./InvoiceCard";
import { InvoiceFilters } from "./InvoiceFilters";
import { InvoicePane } from "./InvoicePane";

/** What clients are billed for, the newest first. */
export function InvoicesPage() {
  const { t } = useTranslation();
  usePageTitle(t("invoices.title"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const search = useSearch({ from: "/cabinet/invoices" });
  const navigate = useNavigate({ from: "/invoices" });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const filter = filterOf(search, INVOICE_FILTERS);
  const filtered = Object.keys(filter).length > 0;
  const query = useQuery(invoicesQuery({ mode, ...filter, limit, ...(cursor !== undefined && { cursor }) }));
  const create = may(session, "manual_payments") && <AddButton icon={IconPlus} label={t("invoices.create")} onClick={() => setCreating(true)} />;
  const clear = () => void navigate({ to: ".", search: (kept: InvoicesSearch) => withoutFilters(kept, INVOICE_FILTERS) });
  return (
    <>
      <ListPage
        name="invoices"
        title={t("invoices.title")}
        caption={t("invoices.caption")}
        query={query}
        columns={useInvoiceColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <InvoiceCard row={row} opener={props} />}
        cursor={cursor}
        limit={limit}
        onLimit={(chosen) => void navigate({ to: ".", search: (kept: InvoicesSearch) => withFilter(kept, "limit", chosen === PAGE_SIZE_DEFAULT ? "" : String(chosen)) })}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        filterBar={<InvoiceFilters search={search} />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="invoices" onClear={clear} />
            : <Message icon={IconFileInvoice} title={t(mode === "test" ? "invoices.empty_test" : "invoices.empty_live")} action={create}>{t("invoices.empty_text")}</Message>
        }
        foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="invoices" />}
        pane={open !== null && <InvoicePane id={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {creating && <CreateInvoiceDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: Invoice) => String(row.number);
