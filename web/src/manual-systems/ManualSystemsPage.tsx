import { IconCashBanknote, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ManualSystem, manualSystemsQuery } from "../api/manual-systems";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ListPage } from "../list/ListPage";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useSystemColumns } from "./columns";
import { CreateSystemDialog } from "./CreateSystemDialog";
import { SystemCard } from "./SystemCard";
import { SystemPane } from "./SystemPane";

/** Ways to pay that no bank takes part in: cash, a transfer from card to card. */
export function ManualSystemsPage() {
  const { t } = useTranslation();
  usePageTitle(t("manual_systems.title"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const query = useQuery({ ...manualSystemsQuery(mode), select: archivedLast });
  const create = may(session, "settings") && <AddButton icon={IconPlus} label={t("manual_systems.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="manual-systems"
        title={t("manual_systems.title")}
        caption={t("manual_systems.caption")}
        query={query}
        columns={useSystemColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <SystemCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        empty={() => (
          <Message icon={IconCashBanknote} title={t(mode === "test" ? "manual_systems.empty_test" : "manual_systems.empty_live")} action={create}>
            {t("manual_systems.empty_text")}
          </Message>
        )}
        pane={open !== null && <SystemPane id={open} system={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {creating && <CreateSystemDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: ManualSystem) => row.id;

function archivedLast({ items }: { items: ManualSystem[] }): { items: ManualSystem[] } {
  const rank = ({ status }: ManualSystem) => (status === "archived" ? 1 : 0);
  return { items: [...items].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)) };
}
