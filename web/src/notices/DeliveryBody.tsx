import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../api/types";
import { PaymentLink } from "../callbacks/columns";
import { useWords } from "../i18n/words";
import styles from "../payments/PaymentBody.module.css";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Code } from "../ui/Code";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { attemptsText } from "./attempts-text";
import { ResendButton } from "./ResendButton";
import { pretty } from "./sent";
import { StateCallout } from "./StateCallout";
import { Tries } from "./Tries";

/** How a notice fares, what it says, and every attempt to say it. */
export function DeliveryBody({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { mode } = useSigned();
  const { endpoint } = delivery;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.marks} style={{ marginTop: 0 }}>
          <StatusMark group="postback_state" code={delivery.state} filled />
          {delivery.resending && <StatusMark group="delivery_mark" code="resending" filled />}
          {mode === "test" && <TestBadge />}
        </div>
        <ResendButton delivery={delivery} mode={mode} />
      </div>
      <StateCallout delivery={delivery} className={styles.attention} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("deliveries.payment")}><PaymentLink number={delivery.number} /></Fact>
          <Fact name={t("deliveries.event_type")} value={delivery.event_type} mono />
          <Fact name={t("deliveries.endpoint")}>
            {endpoint.name} {endpoint.status !== "enabled" && <StatusMark group="endpoint_status" code={endpoint.status} />}
          </Fact>
          <Fact name={t("endpoints.address")} value={endpoint.address} mono />
          <Fact name={t("endpoints.format")}>{wordFor("format", endpoint.format)}</Fact>
          <Fact name={t("deliveries.id")} value={delivery.postback_id} mono />
          <Fact name={t("deliveries.created_at")}><Time at={delivery.created_at} /></Fact>
          <Fact name={t("deliveries.attempts")}><span className="figures" title={t("deliveries.attempts_hint")}>{attemptsText(delivery)}</span></Fact>
          {delivery.next_attempt_at && <Fact name={t("detail.next_attempt")}><Time at={delivery.next_attempt_at} /></Fact>}
        </Facts>
      </Section>
      <Section title={t("detail.attempts_to_deliver")} count={delivery.attempts.length}>
        <Tries delivery={delivery} attempts={delivery.attempts} event={delivery.event} />
      </Section>
      <Section title={t("deliveries.event")}><Code label={t("deliveries.event_text")} text={pretty(delivery.event)} /></Section>
    </>
  );
}
