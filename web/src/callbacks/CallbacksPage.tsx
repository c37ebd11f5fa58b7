import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { callbacksQuery } from "../api/callbacks";
import type { CallbackRow } from "../api/types";
import { may } from "../app/permission";
import { PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { usePicks } from "../list/picks";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { CallbackCard } from "./CallbackCard";
import { CallbackPane } from "./CallbackPane";
import { useCallbackColumns } from "./columns";
import { MarkedCallbacks } from "./MarkedCallbacks";

export function CallbacksPage() {
  const { t } = useTranslation();
  usePageTitle(t("callbacks.title"));
  const { session, mode } = useSigned();
  const { cursor, event, limit = PAGE_SIZE_DEFAULT } = useSearch({ from: "/cabinet/callbacks" });
  const navigate = useNavigate({ from: "/callbacks" });
  const query = useQuery(callbacksQuery({ mode, limit, ...(cursor !== undefined && { cursor }) }));

  const picks = usePicks(JSON.stringify([mode, cursor, limit]));
  const picked = useMemo(() => query.data?.items.filter((row) => picks.keys.has(keyOf(row))) ?? [], [query.data, picks.keys]);

  return (
    <ListPage
      name="callbacks"
      title={t("callbacks.title")}
      caption={t("callbacks.caption")}
      query={query}
      columns={useCallbackColumns()}
      keyOf={keyOf}
      openKey={event ?? null}
      opener={(row, props, children) => <Link {...linkTo(row)} {...props}>{children}</Link>}
      card={(row, props) => <CallbackCard row={row} opener={props} link={linkTo(row)} />}
      cursor={cursor}
      limit={limit}
      onLimit={(chosen) =>
        void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
      }
      filters={mode === "test" && <TestBadge />}
      empty={() => <Message icon={IconCircleCheck} title={t("callbacks.empty_title")}>{t("callbacks.empty_text")}</Message>}
      picks={may(session, "refund") ? picks : undefined}
      marked={<MarkedCallbacks picked={picked} onUnmark={picks.clear} />}
      pane={event !== undefined && <CallbackPane event={event} row={query.data?.items.find((row) => keyOf(row) === event)} loading={query.isPending} />}
    />
  );
}

/** Banks number their events each for itself: only with the terminal is an event's id its own. */
const keyOf = (row: CallbackRow) => `${row.terminal}:${row.event_id}`;

const linkTo = (row: CallbackRow) =>
  ({ to: "/callbacks", search: (kept: object) => ({ ...kept, event: keyOf(row) }), state: true, preload: false }) as const;
