import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { Callout } from "./Callout";
import { problemText, requestIdOf } from "./problem-text";
import { TimeLeft } from "./TimeLeft";

interface Props {
  error: unknown;
  title?: string;
  /** More to say, such as faults of fields that are not shown. */
  more?: string[];
}

/** Why what was asked for was not done; and when it is worth trying again, where that is known. */
export function ProblemCallout({ error, title, more = [] }: Props) {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Callout tone="bad" icon={IconAlertTriangle} role="alert" {...(title !== undefined && { title })}>
      {problemText(error, t)}
      {error instanceof ApiError && error.retryAtMs !== null && <TimeLeft until={error.retryAtMs} />}
      {more.map((line) => <div key={line}>{line}</div>)}
      {requestId && <div className="mono">{t("problem.request_id", { id: requestId })}</div>}
    </Callout>
  );
}
