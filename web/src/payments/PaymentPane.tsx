import { Skeleton } from "@mantine/core";
import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { paymentQuery } from "../api/payments";
import { ApiError } from "../api/problem";
import type { PaymentDetail } from "../api/types";
import { Tool } from "../list/Toolbar";
import { pollOf } from "../notices/poll";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { PaymentBody } from "./PaymentBody";
import styles from "./PaymentPane.module.css";

const UNDECIDED_EVERY_MS = 10_000;

/** One payment beside the list, at its own address. */
export function PaymentPane() {
  const { t } = useTranslation();
  const { number } = useParams({ from: "/cabinet/payments/$number" });
  const { tab } = useSearch({ from: "/cabinet/payments" });
  const navigate = useNavigate();
  const valid = /^\d{1,15}$/.test(number);
  const title = t("payment.title", { number });
  const query = useQuery({
    ...paymentQuery(Number(number)),
    enabled: valid,
    refetchInterval: ({ state }) => (state.data === undefined ? false : waitOf(state.data)),
  });
  const close = useCallback(() => void navigate({ to: "/payments", search: ({ tab: _, ...kept }) => kept, state: true }), [navigate]);

  const body = () => {
    if (!valid) return <Message icon={IconZoomQuestion} title={t("payment.number_invalid", { number })}>{t("payment.not_found_text")}</Message>;
    if (query.data !== undefined) return <PaymentBody key={number} payment={query.data} />;
    if (query.error instanceof ApiError && query.error.status === 404) {
      return <Message icon={IconZoomQuestion} title={t("payment.not_found", { number })}>{t("payment.not_found_text")}</Message>;
    }
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };

  return (
    <Pane
      of={number}
      title={title}
      onClose={close}
      tools={
        <>
          <CopyLink keep={{ tab }} />
          {valid && (
            <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void query.refetch()}>
              <IconRefresh size={16} aria-hidden />
            </Tool>
          )}
        </>
      }
    >
      {body()}
    </Pane>
  );
}

/** While the bank has still to decide, its word is waited for; while a notice is on its way, the merchant's. */
function waitOf({ operations, postbacks }: PaymentDetail): number | false {
  const undecided = operations.some((operation) => operation.decided_at == null);
  const waits = [undecided && UNDECIDED_EVERY_MS, pollOf(postbacks)].filter((wait) => wait !== false);
  return waits.length === 0 ? false : Math.min(...waits);
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t("list.loading")}>
      <Skeleton height={26} width="45%" radius="xl" />
      <Skeleton height={16} width="30%" radius="xl" />
      {Array.from({ length: 9 }, (_, index) => (
        <Skeleton key={index} height={12} width={`${55 + ((index * 17) % 40)}%`} radius="xl" />
      ))}
    </div>
  );
}
