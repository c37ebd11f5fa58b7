import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Mode, Postback } from "../api/types";
import { eventWord } from "../i18n/event-word";
import { attemptsText } from "../notices/attempts-text";
import { endpointName } from "../notices/delivery-columns";
import { ResendButton } from "../notices/ResendButton";
import { StateCallout } from "../notices/StateCallout";
import { Tries } from "../notices/Tries";
import { CopyButton } from "../ui/CopyButton";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import styles from "./Events.module.css";

/** What the merchant's server was told, with every attempt, what was sent and what came back. */
export function Postbacks({ postbacks, mode }: { postbacks: Postback[]; mode: Mode }) {
  const { t } = useTranslation();
  if (postbacks.length === 0) return <Nothing>{t("detail.no_postbacks")}</Nothing>;
  return (
    <ol className={styles.events}>
      {postbacks.map((postback) => (
        <li key={`${postback.endpoint.id}:${postback.postback_id}`}><OnePostback postback={postback} mode={mode} /></li>
      ))}
    </ol>
  );
}

function OnePostback({ postback, mode }: { postback: Postback; mode: Mode }) {
  const { t } = useTranslation();
  const { endpoint, postback_id: id } = postback;
  const word = eventWord(postback.event_type);
  return (
    <>
      <div className={styles.head}>
        <strong title={postback.event_type}>{word}</strong>
        <StatusMark group="postback_state" code={postback.state} />
        {postback.resending && <StatusMark group="delivery_mark" code="resending" />}
        <span className={`${styles.soft} figures`} title={t("deliveries.attempts_hint")}>{attemptsText(postback)}</span>
      </div>
      <div className={styles.soft} style={{ overflowWrap: "anywhere" }}>
        {endpointName(postback)} · <span className="mono">{endpoint.address}</span> <CopyButton value={endpoint.address} what={t("endpoints.address")} />
      </div>
      <div className={styles.soft}>
        <Link to="/notices/deliveries/$endpoint/$event" params={{ endpoint: String(endpoint.id), event: id }} preload={false} className="mono">{id}</Link>{" "}
        <CopyButton value={id} what={t("deliveries.id")} />
      </div>
      {postback.next_attempt_at && (
        <Facts><Fact name={t("detail.next_attempt")}><Time at={postback.next_attempt_at} /></Fact></Facts>
      )}
      <ResendButton delivery={postback} mode={mode} of={word} />
      <StateCallout delivery={postback} className={styles.callout} />
      {postback.attempts.length > 0 && <Tries delivery={postback} attempts={postback.attempts} />}
    </>
  );
}
