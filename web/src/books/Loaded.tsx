import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorMessage } from "../ui/ErrorMessage";
import styles from "./BooksPage.module.css";

interface Props<T> {
  query: UseQueryResult<{ items: T[] }>;
  children: (items: T[]) => ReactNode;
}

/** What was asked for; what it will look like until it comes; or why it did not come. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data.items);
  if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.loading} role="status" aria-label={t("list.loading")}>
      {[72, 58, 66, 51].map((width) => <Skeleton key={width} height={12} width={`${width}%`} radius="xl" />)}
    </div>
  );
}
