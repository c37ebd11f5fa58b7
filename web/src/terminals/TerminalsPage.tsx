import { IconPlus, IconServer } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Terminal, type Terminals, terminalsQuery } from "../api/terminals";
import { openLink, useOpen } from "../app/open";
import { may } from "../app/permission";
import { useWords } from "../i18n/words";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { AddButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { acquirersIn } from "./acquirers";
import { useTerminalColumns } from "./columns";
import { CreateTerminalDialog } from "./CreateTerminalDialog";
import { MarkedTerminals } from "./MarkedTerminals";
import { TerminalCard } from "./TerminalCard";
import { TerminalPane } from "./TerminalPane";

/** The contracts with banks, per bank, with what each costs. */
export function TerminalsPage() {
  const { t } = useTranslation();
  usePageTitle(t("terminals.title"));
  const wordFor = useWords();
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const query = useQuery({ ...terminalsQuery(mode), select: byAcquirer });
  const picks = usePicks(mode);
  const picked = useMemo(() => query.data?.items.filter(({ terminal }) => picks.keys.has(terminal)) ?? [], [query.data, picks.keys]);
  const settings = may(session, "settings");
  const acquirers = acquirersIn(query.data?.acquirers, mode);
  const create = settings && acquirers.length > 0 && <AddButton icon={IconPlus} label={t("terminals.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="terminals"
        title={t("terminals.title")}
        caption={t("terminals.caption")}
        query={query}
        columns={useTerminalColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <TerminalCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        groupOf={(row) => wordFor("acquirer", row.acquirer)}
        picks={settings ? picks : undefined}
        marked={<MarkedTerminals picked={picked} onUnmark={picks.clear} />}
        empty={() => (
          <Message icon={IconServer} title={t(mode === "test" ? "terminals.empty_test" : "terminals.empty_live")} action={create}>
            {t(acquirers.length > 0 ? "terminals.empty_text" : "terminals.empty_no_acquirer")}
          </Message>
        )}
        pane={open !== null && <TerminalPane id={open} terminal={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {creating && <CreateTerminalDialog acquirers={acquirers} onClose={() => setCreating(false)} />}
    </>
  );
}

const keyOf = (row: Terminal) => row.terminal;

/** Bank by bank; what is archived comes last. */
function byAcquirer({ items, acquirers }: Terminals): Terminals {
  const rank = ({ status }: Terminal) => (status === "archived" ? 1 : 0);
  const sorted = [...items].sort((a, b) => a.acquirer.localeCompare(b.acquirer) || rank(a) - rank(b) || a.name.localeCompare(b.name));
  return { items: sorted, acquirers };
}
