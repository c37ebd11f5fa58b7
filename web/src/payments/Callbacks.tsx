import { useTranslation } from "react-i18next";
import type { Callback } from "../api/types";
import { callbackWord } from "../i18n/callback-word";
import { Amount } from "../ui/Amount";
import { CopyButton } from "../ui/CopyButton";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";

/** What the bank said, and what came of it. */
export function Callbacks({ callbacks }: { callbacks: Callback[] }) {
  const { t } = useTranslation();
  if (callbacks.length === 0) return <Nothing>{t("detail.no_callbacks")}</Nothing>;
  return (
    <ol className={styles.events}>
      {callbacks.map((callback) => (
        <li key={`${callback.terminal}:${callback.event_id}`}>
          <div className={styles.head}>
            <strong>{callbackWord(callback.kind)}</strong>
            <StatusMark group="outcome" code={callback.outcome} />
            {callback.amount != null && callback.currency != null && (
              <span className={styles.end}><Amount amount={callback.amount} currency={callback.currency} /></span>
            )}
          </div>
          <div className={styles.soft}>
            <Time at={callback.received_at} /> · {callback.terminal} · {t("detail.deliveries", { count: callback.deliveries })}
          </div>
          <div className={styles.soft}>
            <span className="mono">{callback.event_id}</span> <CopyButton value={callback.event_id} what={t("detail.event")} />
          </div>
        </li>
      ))}
    </ol>
  );
}
