import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { deliveriesQuery } from "../api/notices";
import type { Delivery } from "../api/types";
import { may } from "../app/permission";
import { PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { useSigned, useZone } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { usePageTitle } from "../ui/usePageTitle";
import { useDeliveryColumns } from "./delivery-columns";
import { DeliveryCard } from "./DeliveryCard";
import { DeliveryFilters } from "./DeliveryFilters";
import { filterOf, isFiltered, withoutFilter } from "./filter";
import { NoDeliveries } from "./NoDeliveries";
import { NoticesNav } from "./NoticesNav";
import styles from "./NoticesNav.module.css";
import { pollOf } from "./poll";

/** What merchants' servers were told, and what they answered. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  usePageTitle(t("deliveries.title"));
  const { session, mode } = useSigned();
  const zone = useZone();
  const search = useSearch({ from: "/cabinet/notices/deliveries" });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const { endpoint, event } = useParams({ strict: false });
  const navigate = useNavigate({ from: "/notices/deliveries" });
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const filter = filterOf(search, mode, zone);
  const filtered = isFiltered(search);
  const query = useQuery({
    ...deliveriesQuery({ ...filter, limit, ...(cursor !== undefined && { cursor }) }),
    refetchInterval: ({ state }) => pollOf(state.data?.items ?? []),
  });
  const picks = usePicks(JSON.stringify([filter, cursor, limit]));
  const picked = query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [];
  const clear = () => void navigate({ to: ".", search: withoutFilter });

  return (
    <ListPage
      name="deliveries"
      title={t("section.notices")}
      caption={t("deliveries.caption")}
      query={query}
      columns={useDeliveryColumns()}
      keyOf={keyOf}
      openKey={endpoint === undefined || event === undefined ? null : `${endpoint}:${event}`}
      opener={(row, props, children) => <Link {...linkTo(row)} {...props}>{children}</Link>}
      card={(row, props) => <DeliveryCard row={row} opener={props} link={linkTo(row)} />}
      cursor={cursor}
      limit={limit}
      onLimit={(chosen) =>
        void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
      }
      filters={<>{!narrow && <NoticesNav />}{mode === "test" && <span className={styles.badge}><TestBadge /></span>}</>}
      filterBar={<>{narrow && <NoticesNav />}<DeliveryFilters search={search} filter={filter} picked={picked} narrow={narrow} /></>}
      empty={(pager) =>
        filtered ? <NothingFound pager={pager} words="deliveries" onClear={clear} /> : <NoDeliveries pastEnd={cursor !== undefined} />
      }
      // A filtered page may hold fewer rows than fit, and still not be the last.
      foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="deliveries" />}
      picks={may(session, "capture") ? picks : undefined}
      pane={<Outlet />}
    />
  );
}

/** One event goes to several endpoints. */
const keyOf = (row: Delivery) => `${row.endpoint.id}:${row.postback_id}`;

/** The list stays as it is beside the delivery. */
const linkTo = (row: Delivery) =>
  ({
    to: "/notices/deliveries/$endpoint/$event",
    params: { endpoint: String(row.endpoint.id), event: row.postback_id },
    search: true,
    state: true,
    preload: false,
  }) as const;
