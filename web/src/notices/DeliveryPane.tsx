import { Skeleton } from "@mantine/core";
import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { deliveryQuery } from "../api/notices";
import { ApiError } from "../api/problem";
import { eventWord } from "../i18n/event-word";
import { Tool } from "../list/Toolbar";
import styles from "../payments/PaymentPane.module.css";
import { useSigned } from "../shell/session-context";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { DeliveryBody } from "./DeliveryBody";
import { pollOf } from "./poll";

/** One delivery beside the list, at its own address. */
export function DeliveryPane() {
  const { t } = useTranslation();
  const { endpoint, event } = useParams({ from: "/cabinet/notices/deliveries/$endpoint/$event" });
  const { mode } = useSigned();
  const navigate = useNavigate();
  const valid = /^\d{1,15}$/.test(endpoint);
  const query = useQuery({
    ...deliveryQuery(Number(endpoint), event),
    enabled: valid,
    refetchInterval: ({ state }) => (state.data === undefined ? false : pollOf([state.data])),
  });
  const close = useCallback(() => void navigate({ to: "/notices/deliveries", search: true, state: true }), [navigate]);

  const body = () => {
    if (query.data !== undefined) return <DeliveryBody key={`${endpoint}:${event}`} delivery={query.data} />;
    const missing = !valid || (query.error instanceof ApiError && query.error.status === 404);
    if (missing) return <Message icon={IconZoomQuestion} title={t("deliveries.not_found")}>{t("deliveries.not_found_text")}</Message>;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };

  return (
    <Pane
      of={`${endpoint}:${event}`}
      title={query.data ? eventWord(query.data.event_type) : t("deliveries.one")}
      onClose={close}
      tools={
        <>
          <CopyLink keep={{ mode }} />
          <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void query.refetch()}>
            <IconRefresh size={16} aria-hidden />
          </Tool>
        </>
      }
    >
      {body()}
    </Pane>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t("list.loading")}>
      <Skeleton height={20} width="40%" radius="xl" />
      {Array.from({ length: 9 }, (_, index) => (
        <Skeleton key={index} height={12} width={`${55 + ((index * 17) % 40)}%`} radius="xl" />
      ))}
    </div>
  );
}
