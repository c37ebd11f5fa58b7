import { IconGauge, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Limit, LIMIT_SCOPES, limitsQuery } from "../api/limits";
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
import { useLimitColumns } from "./columns";
import { keyOf } from "./key";
import { LimitCard } from "./LimitCard";
import { LimitDialog } from "./LimitDialog";
import { LimitPane } from "./LimitPane";
import { MarkedLimits } from "./MarkedLimits";
import { useOwnLimits } from "./own";

/** What may be paid at once, in a day and in a month, and how much of it is used. */
export function LimitsPage() {
  const { t } = useTranslation();
  usePageTitle(t("limits.title"));
  const wordFor = useWords();
  const { session, mode } = useSigned();
  const { open, close } = useOpen();
  const [creating, setCreating] = useState(false);
  const query = useQuery({ ...limitsQuery(mode), select: byScope });
  const own = useOwnLimits();
  const picks = usePicks(mode);
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);
  const settings = may(session, "settings");
  const create = settings && <AddButton icon={IconPlus} label={t("limits.create")} onClick={() => setCreating(true)} />;
  return (
    <>
      <ListPage
        name="limits"
        title={t("limits.title")}
        caption={t("limits.caption")}
        query={query}
        columns={useLimitColumns()}
        keyOf={keyOf}
        openKey={open}
        opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
        card={(row, props) => <LimitCard row={row} opener={props} />}
        cursor={undefined}
        filters={<>{mode === "test" && <TestBadge />}{create}</>}
        groupOf={(row) => wordFor("limit_scope_group", row.scope)}
        picks={settings ? picks : undefined}
        marked={<MarkedLimits picked={picked.filter(own)} others={picked.length - picked.filter(own).length} onUnmark={picks.clear} />}
        empty={() => (
          <Message icon={IconGauge} title={t(mode === "test" ? "limits.empty_test" : "limits.empty_live")} action={create}>{t("limits.empty_text")}</Message>
        )}
        pane={open !== null && <LimitPane id={open} limit={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
      />
      {creating && <LimitDialog onClose={() => setCreating(false)} />}
    </>
  );
}

/** From the widest scope to the narrowest. */
function byScope({ items }: { items: Limit[] }): { items: Limit[] } {
  const rank = ({ scope }: Limit) => LIMIT_SCOPES.indexOf(scope);
  return { items: [...items].sort((a, b) => rank(a) - rank(b) || keyOf(a).localeCompare(keyOf(b))) };
}
