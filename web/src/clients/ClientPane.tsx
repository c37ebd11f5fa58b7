import { IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Client, clientQuery, refreshClients } from "../api/clients";
import { ApiError } from "../api/problem";
import { Tool } from "../list/Toolbar";
import { Loading } from "../organisation/Loading";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { ClientBody } from "./ClientBody";
import { clientName } from "./picked";

interface Props {
  number: string;
  /** As the list has it: whose card it is, until it is there. */
  row: Client | undefined;
  onClose: () => void;
}

/** A client's card beside the list. */
export function ClientPane({ number, row, onClose }: Props) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const valid = /^\d{1,15}$/.test(number);
  const query = useQuery({ ...clientQuery(Number(number)), enabled: valid });
  const client = query.data;
  const known = client ?? row;
  const missing = !valid || (query.error instanceof ApiError && query.error.status === 404);
  const body = () => {
    if (missing) return <Message icon={IconZoomQuestion} title={t("clients.not_found", { number })}>{t("clients.not_found_text")}</Message>;
    if (client !== undefined) return <ClientBody key={number} client={client} />;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  return (
    <Pane
      of={number}
      title={known === undefined ? t("client_picker.numbered", { number }) : clientName(known, t)}
      onClose={onClose}
      tools={
        <>
          <CopyLink keep={{ open: number }} />
          <Tool label={t("action.refresh")} busy={query.isFetching} onClick={() => void refreshClients(cache)}><IconRefresh size={16} aria-hidden /></Tool>
        </>
      }
    >
      {body()}
    </Pane>
  );
}
