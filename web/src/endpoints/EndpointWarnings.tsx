import { IconAlertTriangle, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Endpoint } from "../api/types";
import { formatTime } from "../format/time";
import { knownWord } from "../i18n/words";
import { useZone } from "../shell/session-context";
import { Callout } from "../ui/Callout";
import { markOf } from "../ui/tone";
import { heldText } from "./EndpointCard";
import styles from "./EndpointsPage.module.css";

/** People are warned after so long; after five days the endpoint is disabled. */
const LONG_MS = 3 * 86_400_000;
const isLong = (since: string) => Date.now() - Date.parse(since) >= LONG_MS;

/** What a person should know about an endpoint: why it is told nothing, or will soon be. */
export function EndpointWarnings({ endpoint }: { endpoint: Endpoint }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { status, disabled_reason: reason, disabled_at, failing_since, breaker, breaker_until, held } = endpoint;
  const time = (at: string) => formatTime(at, i18n.language, zone);
  const enabled = status === "enabled";
  return (
    <div className={styles.warnings}>
      {!enabled && (
        <Callout tone={reason === "person" ? "attention" : "bad"} icon={IconPlayerPause} {...(disabled_at && { title: t("endpoints.disabled_since", { time: time(disabled_at) }) })}>
          {knownWord("disabled_reason", reason ?? "") ?? reason} {t("endpoints.kept", { held: heldText(held) })}
        </Callout>
      )}
      {enabled && failing_since && (
        <Callout tone={isLong(failing_since) ? "bad" : "attention"} icon={IconAlertTriangle} title={t("endpoints.failing_since", { time: time(failing_since) })}>{t("endpoints.failing_text")}</Callout>
      )}
      {enabled && breaker !== "closed" && (
        <Callout tone="attention" icon={markOf("breaker", breaker).icon} title={knownWord("breaker", breaker) ?? breaker}>
          {breaker === "open" && breaker_until && <>{t("endpoints.breaker_until", { time: time(breaker_until) })} </>}
          {knownWord("breaker_meaning", breaker)} {held > 0 && t("endpoints.kept", { held: heldText(held) })}
        </Callout>
      )}
    </div>
  );
}
