import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Client, clientsQuery } from "../api/clients";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { type ClientsSearch, PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { withoutFilters } from "../list/filters";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { ClientCard } from "./ClientCard";
import { ClientFilters } from "./ClientFilters";
import { ClientPane } from "./ClientPane";
import { useClientColumns } from "./columns";
import { CreateClientDialog } from "./CreateClientDialog";

/** Who buys. */
export function ClientsPage() {
  const { t } = useTranslation();
  usePageTitle(t("section.clients"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const search = useSearch({ from: "/cabinet/clients" });
  const navigate = useNavigate({ from: "/clients" });
  const { cursor, q, limit = PAGE_SIZE_DEFAULT } = search;
  const query = useQuery(clientsQuery({ mode, limit, ...(q !== undefined && { q }), ...(cursor !== undefined && { cursor }) }));
  const create = may(session, "manual_payments") && <AddButton icon={IconUserPlus} label={t("clients.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="clients"
        title={t("section.clients")}
        caption={t("clients.caption")}
        query={query}
        columns={useClientColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <ClientCard row={row} opener={props} />}
        cursor={cursor}
        limit={limit}
        onLimit={(chosen) =>
          void navigate({ to: ".", search: ({ cursor: _, ...kept }: ClientsSearch) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
        }
        filters={create}
        filterBar={<ClientFilters search={search} />}
        empty={(pager) =>
          q !== undefined
            ? <NothingFound pager={pager} words="clients" onClear={() => void navigate({ to: ".", search: (kept: ClientsSearch) => withoutFilters(kept, ["q"]) })} />
            : <Message icon={IconUsers} title={t("clients.empty")} action={create}>{t("clients.empty_text")}</Message>
        }
        foot={(pager) => q !== undefined && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="clients" />}
        pane={open !== null && <ClientPane number={open} row={query.data?.items.find((row) => keyOf(row) === open)} onClose={close} />}
      />
      {creating && <CreateClientDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: Client) => String(row.number);
