import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { timelineQuery } from "../api/clients";
import { may } from "../app/permission";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Nothing, Section } from "../ui/Section";
import { NoteForm } from "./NoteForm";
import styles from "./Timeline.module.css";
import { TimelineItem } from "./TimelineItem";

/** Notes, and what happened with a client's orders. The client never sees it. */
export function Timeline({ number }: { number: number }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const query = useInfiniteQuery(timelineQuery(number));
  const entries = query.data?.pages.flatMap(({ items }) => items);
  const body = () => {
    if (entries === undefined && query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    if (entries === undefined) return <Loading />;
    if (entries.length === 0) return <Nothing>{t("clients.timeline_empty")}</Nothing>;
    return <ol className={styles.timeline}>{entries.map((entry) => <TimelineItem key={entry.entry} entry={entry} />)}</ol>;
  };
  return (
    <Section title={t("clients.timeline")}>
      {may(session, "manual_payments") && <NoteForm number={number} />}
      {body()}
      {query.hasNextPage && (
        <Button size="compact-xs" variant="default" mt="0.6rem" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("clients.timeline_older")}
        </Button>
      )}
    </Section>
  );
}
