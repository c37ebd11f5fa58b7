import { IconAlertTriangle, IconZoomQuestion } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CallbackRow } from "../api/types";
import { callbackWord } from "../i18n/callback-word";
import { knownWord } from "../i18n/words";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { CallbackActions } from "./CallbackActions";
import { PaymentLink } from "./columns";
import styles from "../payments/PaymentBody.module.css";

interface Props {
  event: string;
  /** The callback, if the page that is open lists it. */
  row: CallbackRow | undefined;
  loading: boolean;
}

export function CallbackPane({ event, row, loading }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/callbacks" });
  const close = useCallback(
    () => void navigate({ to: ".", search: ({ event: _, ...kept }) => kept, state: true }),
    [navigate],
  );
  return (
    <Pane of={event} title={row ? callbackWord(row.kind) : event} onClose={close}>
      {row && <CallbackFacts row={row} onDismissed={close} />}
      {!row && !loading && (
        <Message icon={IconZoomQuestion} title={t("callbacks.not_on_page")}>{t("callbacks.not_on_page_text")}</Message>
      )}
    </Pane>
  );
}

function CallbackFacts({ row, onDismissed }: { row: CallbackRow; onDismissed: () => void }) {
  const { t } = useTranslation();
  const meaning = knownWord("outcome_meaning", row.outcome);
  return (
    <>
      <div className={styles.top}>
        {row.amount != null && row.currency != null && (
          <div className={styles.amount}><Amount amount={row.amount} currency={row.currency} /></div>
        )}
        <div className={styles.marks}><StatusMark group="outcome" code={row.outcome} filled /></div>
      </div>
      {meaning && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconAlertTriangle} title={t("callbacks.meaning")}>{meaning}</Callout>
        </div>
      )}
      <CallbackActions row={row} onDismissed={onDismissed} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("callbacks.payment")}><PaymentLink number={row.number} /></Fact>
          <Fact name={t("callbacks.kind")}>{callbackWord(row.kind)}</Fact>
          <Fact name={t("callbacks.event_id")} value={row.event_id} mono />
          <Fact name={t("callbacks.reference")} value={row.reference} mono />
          <Fact name={t("callbacks.terminal")} value={row.terminal} />
          <Fact name={t("callbacks.received_at")}><Time at={row.received_at} /></Fact>
          <Fact name={t("callbacks.deliveries")}>{row.deliveries}</Fact>
        </Facts>
      </Section>
    </>
  );
}
