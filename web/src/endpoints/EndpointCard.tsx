import { IconStarFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { eventTypesOf } from "../api/endpoints";
import type { Endpoint } from "../api/types";
import { eventWord } from "../i18n/event-word";
import { useWords } from "../i18n/words";
import { CopyButton } from "../ui/CopyButton";
import { Fact, Facts } from "../ui/Facts";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { EndpointActions } from "./EndpointActions";
import styles from "./EndpointsPage.module.css";
import { EndpointWarnings } from "./EndpointWarnings";
import { formatOf, toldBy } from "./formats";
import { Secrets } from "./Secrets";

export function EndpointCard({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const id = useId();
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.name} id={id}>{endpoint.name || endpoint.address}</h2>
        <StatusMark group="endpoint_status" code={endpoint.status} filled />
        {endpoint.primary && (
          <span className={styles.primary} title={t("endpoints.primary_hint")}>
            <IconStarFilled size={12} aria-hidden />{t("endpoints.primary")}
          </span>
        )}
      </div>
      <div className={styles.address}>
        <span className="mono">{endpoint.address}</span> <CopyButton value={endpoint.address} what={t("endpoints.address")} />
      </div>
      <EndpointWarnings endpoint={endpoint} />
      <Facts>
        <Fact name={t("endpoints.format")}>{wordFor("format", endpoint.format)}</Fact>
        <Fact name={t("endpoints.acknowledged_by")}>{wordFor("format_answer", endpoint.format)}</Fact>
        <Fact name={t("endpoints.event_types")}><EventTypes endpoint={endpoint} /></Fact>
        <Fact name={t("endpoints.deliveries")}><DeliveryLinks endpoint={endpoint} /></Fact>
        <Fact name={t("endpoints.created_at")}><Time at={endpoint.created_at} /></Fact>
      </Facts>
      <Secrets endpoint={endpoint} />
      <EndpointActions endpoint={endpoint} />
    </article>
  );
}

function EventTypes({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const types = eventTypesOf(endpoint);
  const all = toldBy(formatOf(endpoint.format));
  const words = all.filter((type) => types.includes(type)).map(eventWord).join(", ");
  return types.length === all.length ? <span title={words}>{t("endpoints.all_types", { count: types.length })}</span> : <>{words}</>;
}

function DeliveryLinks({ endpoint: { id, mode, held } }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const search = { mode: mode === "live" ? "live" as const : "test" as const, endpoint: String(id) };
  return (
    <>
      <Link to="/notices/deliveries" search={search} preload={false}>{t("endpoints.all_deliveries")}</Link>
      {" · "}
      <Link to="/notices/deliveries" search={{ ...search, status: "failed" }} preload={false}>{t("delivery_filter.failed")}</Link>
      {held > 0 && <>{" · "}<Link to="/notices/deliveries" search={{ ...search, status: "held" }} preload={false}>{t("endpoints.held_link", { held: heldText(held) })}</Link></>}
    </>
  );
}

/** The desk counts no further than a thousand. */
export function heldText(held: number): string {
  return held > 1000 ? "1000+" : String(held);
}
