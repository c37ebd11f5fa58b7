import { IconPlus, IconTag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Offer, offersQuery } from "../api/offers";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { OFFER_FILTERS, type OffersSearch, PAGE_SIZE_DEFAULT } from "../app/search";
import { filterOf, withFilter, withoutFilters } from "../list/filters";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useOfferColumns } from "./columns";
import { CreateOfferDialog } from "./CreateOfferDialog";
import { OfferCard } from "./OfferCard";
import { OfferFilters } from "./OfferFilters";
import { OfferPane } from "./OfferPane";

/** What is sold by links and buttons. */
export function OffersPage() {
  const { t } = useTranslation();
  usePageTitle(t("offers.title"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const search = useSearch({ from: "/cabinet/offers" });
  const navigate = useNavigate({ from: "/offers" });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const filter = filterOf(search, OFFER_FILTERS);
  const filtered = Object.keys(filter).length > 0;
  const query = useQuery(offersQuery({ mode, ...filter, limit, ...(cursor !== undefined && { cursor }) }));
  const create = may(session, "settings") && <AddButton icon={IconPlus} label={t("offers.create")} onClick={() => setCreating(true)} />;
  const clear = () => void navigate({ to: ".", search: (kept: OffersSearch) => withoutFilters(kept, OFFER_FILTERS) });
  return (
    <>
      <ListPage
        name="offers"
        title={t("offers.title")}
        caption={t("offers.caption")}
        query={query}
        columns={useOfferColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <OfferCard row={row} opener={props} />}
        cursor={cursor}
        limit={limit}
        onLimit={(chosen) => void navigate({ to: ".", search: (kept: OffersSearch) => withFilter(kept, "limit", chosen === PAGE_SIZE_DEFAULT ? "" : String(chosen)) })}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        filterBar={<OfferFilters search={search} />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="offers" onClear={clear} />
            : <Message icon={IconTag} title={t(mode === "test" ? "offers.empty_test" : "offers.empty_live")} action={create}>{t("offers.empty_text")}</Message>
        }
        foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="offers" />}
        pane={open !== null && <OfferPane id={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {creating && <CreateOfferDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: Offer) => String(row.number);
