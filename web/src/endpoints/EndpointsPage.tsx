import { Button, Skeleton } from "@mantine/core";
import { IconPlus, IconRefresh, IconWebhook } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endpointsQuery } from "../api/endpoints";
import { may } from "../app/permission";
import { Tool } from "../list/Toolbar";
import { NoticesNav } from "../notices/NoticesNav";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { EndpointCard } from "./EndpointCard";
import { EndpointDialog } from "./EndpointDialog";
import styles from "./EndpointsPage.module.css";

const REFRESH_EVERY_MS = 30_000;

/** Where the organisation is told of events, and how each of these places fares. */
export function EndpointsPage() {
  const { t } = useTranslation();
  usePageTitle(t("endpoints.page"));
  const { session, mode } = useSigned();
  const [creating, setCreating] = useState(false);
  const query = useQuery({ ...endpointsQuery(mode), refetchInterval: REFRESH_EVERY_MS });
  const items = query.data?.items;
  const create = may(session, "settings") && (
    <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} aria-haspopup="dialog" onClick={() => setCreating(true)}>
      {t("endpoints.create")}
    </Button>
  );
  const body = () => {
    if (items === undefined && query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    if (items === undefined) return <Loading />;
    if (items.length === 0) {
      return (
        <Message icon={IconWebhook} title={t(mode === "test" ? "endpoints.empty_title_test" : "endpoints.empty_title_live")} action={create}>
          {t("endpoints.empty_text")}
        </Message>
      );
    }
    return <ul className={styles.cards}>{items.map((endpoint) => <li key={endpoint.id}><EndpointCard endpoint={endpoint} /></li>)}</ul>;
  };
  return (
    <section className={styles.page} aria-label={t("endpoints.page")}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{t("section.notices")}</h1>
        <NoticesNav />
        {mode === "test" && <TestBadge />}
        <span className={styles.spacer} />
        {items !== undefined && items.length > 0 && create}
        <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void query.refetch()}><IconRefresh size={16} aria-hidden /></Tool>
      </header>
      <div className={styles.scroller}>{body()}</div>
      {creating && <EndpointDialog first={items?.every(({ primary }) => !primary) ?? true} onClose={() => setCreating(false)} />}
    </section>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.cards} role="status" aria-label={t("list.loading")}>
      {[1, 2].map((card) => (
        <div key={card} className={styles.card}>
          {[40, 70, 55, 62].map((width) => <Skeleton key={width} height={12} width={`${width}%`} mb={12} radius="xl" />)}
        </div>
      ))}
    </div>
  );
}
