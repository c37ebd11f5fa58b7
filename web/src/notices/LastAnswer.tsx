import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Delivery } from "../api/types";
import { isSuccess } from "./acknowledged";
import { failureWord } from "./failure";

/** What the handler said last, or why it said nothing. */
export function LastAnswer({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const last = delivery.last_attempt;
  if (last == null) return <span style={{ color: "var(--ink-soft)" }}>{t(delivery.attempts_made > 0 ? "deliveries.under_way" : "deliveries.not_tried")}</span>;
  const good = isSuccess(last.status) && delivery.state === "delivered";
  const words = answerText(delivery, t);
  return <span title={last.error ?? words} style={{ color: good ? "var(--tone-good)" : "var(--tone-bad)" }}>{words}</span>;
}

export function answerText({ last_attempt: last, state }: Delivery, t: TFunction): string {
  if (last == null) return "";
  if (last.status == null) return last.error ? failureWord(last.error, t) : t("detail.no_answer");
  const status = t("detail.http_status", { status: last.status });
  // Some formats want more than a status.
  return isSuccess(last.status) && state !== "delivered" ? t("deliveries.not_acknowledged", { status }) : status;
}
