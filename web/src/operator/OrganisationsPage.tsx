import { IconBuildingCommunity, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type OrganisationRow, organisationsQuery } from "../api/operator";
import { openLink, useOpen } from "../app/open";
import { ORGANISATION_FILTERS, type OrganisationsSearch, PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { CreateOrganisationDialog } from "./CreateOrganisationDialog";
import { MarkedOrganisations } from "./MarkedOrganisations";
import { OrganisationCard } from "./OrganisationCard";
import { useOrganisationColumns } from "./organisation-columns";
import { OrganisationFilters, withoutFilter } from "./OrganisationFilters";
import { OrganisationPane } from "./OrganisationPane";

/** Every organisation of the platform, with what its terminals cost. */
export function OrganisationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("organisations.title"));
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const search = useSearch({ from: "/cabinet/operator/organisations" });
  const navigate = useNavigate({ from: "/operator/organisations" });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const filter = Object.fromEntries(ORGANISATION_FILTERS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  const filtered = Object.keys(filter).length > 0;
  const query = useQuery(organisationsQuery({ ...filter, limit, ...(cursor !== undefined && { cursor }) }));
  const picks = usePicks(JSON.stringify([filter, cursor, limit]));
  const picked = useMemo(() => query.data?.items.filter(({ slug }) => picks.keys.has(slug)) ?? [], [query.data, picks.keys]);
  const create = <AddButton icon={IconPlus} label={t("organisations.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="organisations"
        title={t("organisations.title")}
        caption={t("organisations.caption")}
        query={query}
        columns={useOrganisationColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <OrganisationCard row={row} opener={props} />}
        cursor={cursor}
        limit={limit}
        onLimit={(chosen) =>
          void navigate({ to: ".", search: ({ cursor: _, ...kept }: OrganisationsSearch) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
        }
        filters={create}
        filterBar={<OrganisationFilters search={search} />}
        picks={picks}
        marked={<MarkedOrganisations picked={picked} onUnmark={picks.clear} />}
        empty={(pager) =>
          filtered
            ? <NothingFound pager={pager} words="organisations" onClear={() => void navigate({ to: ".", search: withoutFilter })} />
            : <Message icon={IconBuildingCommunity} title={t("organisations.empty")} action={create}>{t("organisations.empty_text")}</Message>
        }
        foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="organisations" />}
        pane={open !== null && <OrganisationPane slug={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {creating && <CreateOrganisationDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: OrganisationRow) => row.slug;
