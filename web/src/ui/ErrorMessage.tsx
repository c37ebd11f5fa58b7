import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "./Message";
import { problemText, requestIdOf } from "./problem-text";

interface Props {
  error: unknown;
  onRetry: () => void;
  busy?: boolean;
}

export function ErrorMessage({ error, onRetry, busy = false }: Props) {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Message
      alert
      icon={IconAlertTriangle}
      title={t("problem.title")}
      action={
        <Button size="xs" onClick={onRetry} loading={busy}>
          {t("action.retry")}
        </Button>
      }
    >
      {problemText(error, t)}
      {requestId && <div className="mono">{t("problem.request_id", { id: requestId })}</div>}
    </Message>
  );
}
