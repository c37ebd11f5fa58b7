import { Button, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OpenSession, openSessionsQuery, revokeOtherSessions, revokeSession } from "../api/profile";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Section } from "../ui/Section";
import { agentWords } from "./agent-words";
import styles from "./ProfilePage.module.css";
import { SessionList } from "./SessionList";

/** Where the person is signed in, and the way to end it. */
export function SessionsTab() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(openSessionsQuery);
  const [ending, setEnding] = useState<OpenSession | "others" | null>(null);
  const items = query.data?.items;
  const end = async () => {
    if (ending === "others") await revokeOtherSessions();
    else if (ending !== null) await revokeSession(ending.session_id);
    await client.invalidateQueries({ queryKey: openSessionsQuery.queryKey });
  };
  const body = () => {
    if (items === undefined && query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    if (items === undefined) return <Skeleton height={90} radius="md" role="status" aria-label={t("list.loading")} />;
    return (
      <>
        <SessionList items={items} onEnd={setEnding} />
        {items.some(({ current }) => !current) && (
          <Button mt="md" variant="default" aria-haspopup="dialog" onClick={() => setEnding("others")}>{t("sessions.revoke_others")}</Button>
        )}
      </>
    );
  };
  return (
    <Section title={t("profile.sessions")}>
      <p className={styles.lead}>{t("sessions.text")}</p>
      {body()}
      {ending !== null && (
        <ConfirmDialog title={t(ending === "others" ? "sessions.revoke_others" : "sessions.revoke")} confirm={t("sessions.revoke_confirm")} submit={end} onClose={() => setEnding(null)}>
          {ending === "others" ? t("sessions.revoke_others_text") : t("sessions.revoke_text", { agent: agentWords(ending.agent, t), address: ending.address })}
        </ConfirmDialog>
      )}
    </Section>
  );
}
