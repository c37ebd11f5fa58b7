import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiKey, keysQuery } from "../api/keys";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { NotPermitted } from "../organisation/NotPermitted";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useKeyColumns } from "./columns";
import { CreateKeyDialog } from "./CreateKeyDialog";
import { KeyCard } from "./KeyCard";
import { KeyPane } from "./KeyPane";
import { MarkedKeys } from "./MarkedKeys";
import { isUsable } from "./usable";

/** The keys by which the organisation's own programs come in. */
export function KeysPage() {
  const { t } = useTranslation();
  usePageTitle(t("keys.title"));
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const allowed = may(session, "settings");
  const query = useQuery({ ...keysQuery(mode), enabled: allowed });
  const columns = useKeyColumns();
  const picks = usePicks(mode);
  const picked = useMemo(() => query.data?.items.filter(({ prefix }) => picks.keys.has(prefix)) ?? [], [query.data, picks.keys]);
  if (!allowed) return <NotPermitted />;
  const usable = picked.filter(isUsable);
  const create = <AddButton icon={IconPlus} label={t("keys.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="keys"
        title={t("keys.title")}
        caption={t("keys.caption")}
        query={query}
        columns={columns}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <KeyCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        picks={picks}
        marked={<MarkedKeys picked={usable} others={picked.length - usable.length} onUnmark={picks.clear} />}
        empty={() => <Message icon={IconKey} title={t(mode === "test" ? "keys.empty_test" : "keys.empty_live")} action={create}>{t("keys.empty_text")}</Message>}
        pane={open !== null && <KeyPane id={open} apiKey={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: ApiKey) => row.prefix;
