import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { TestBadge } from "../shell/TestBadge";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { attentionMeaning, attentionTitle } from "./attention";
import { Attempts } from "./Attempts";
import { Callbacks } from "./Callbacks";
import { Cart } from "./Cart";
import { Entries } from "./Entries";
import { Operations } from "./Operations";
import styles from "./PaymentBody.module.css";
import { Postbacks } from "./Postbacks";
import { Sums } from "./Sums";

export function PaymentBody({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.top}>
        <div className={styles.amount}><Amount amount={payment.amount} currency={payment.currency} /></div>
        <div className={styles.marks}>
          <StatusMark group="status" code={payment.status} filled />
          <span className={styles.notice}>
            {t("payment.notice")}: <StatusMark group="notice" code={payment.notice} filled />
          </span>
          {!payment.livemode && <TestBadge />}
        </div>
      </div>
      {payment.attention && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconAlertTriangle} title={attentionTitle(payment.attention, t)}>
            {attentionMeaning(payment.attention, t)}
          </Callout>
        </div>
      )}
      <Section title={t("detail.sums")}><Sums payment={payment} /></Section>
      <Section title={t("detail.facts")}><Particulars payment={payment} /></Section>
      {payment.cart && payment.cart.length > 0 && (
        <Section title={t("detail.cart")} count={payment.cart.length}><Cart lines={payment.cart} currency={payment.currency} /></Section>
      )}
      <Section title={t("detail.attempts")} count={payment.attempts.length}><Attempts attempts={payment.attempts} /></Section>
      <Section title={t("detail.operations")} count={payment.operations.length}><Operations operations={payment.operations} /></Section>
      <Section title={t("detail.callbacks")} count={payment.callbacks.length}><Callbacks callbacks={payment.callbacks} /></Section>
      <Section title={t("detail.postbacks")} count={payment.postbacks.length}><Postbacks postbacks={payment.postbacks} /></Section>
      <Section title={t("detail.entries")} count={payment.entries.length}><Entries entries={payment.entries} /></Section>
    </>
  );
}

function Particulars({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const metadata = Object.entries<unknown>(payment.metadata ?? {});
  return (
    <Facts>
      <Fact name={t("payment.order")} value={payment.order} />
      <Fact name={t("payment.label")} value={payment.label} />
      <Fact name={t("payment.description")} value={payment.description} />
      <Fact name={t("payment.email")} value={payment.email} />
      <Fact name={t("payment.phone")} value={payment.phone} />
      <Fact name={t("payment.terminal")} value={payment.terminal} />
      <Fact name={t("payment.created_at")}><Time at={payment.created_at} /></Fact>
      {payment.paid_at && <Fact name={t("payment.paid_at")}><Time at={payment.paid_at} /></Fact>}
      {!payment.paid_at && payment.expires_at && <Fact name={t("payment.expires_at")}><Time at={payment.expires_at} /></Fact>}
      <Fact name={t("payment.pay_url")} value={payment.pay_url} mono />
      <Fact name={t("payment.success_url")} value={payment.success_url} mono />
      <Fact name={t("payment.failure_url")} value={payment.failure_url} mono />
      {metadata.map(([name, value]) => <Fact key={name} name={name} value={plainText(value)} mono />)}
    </Facts>
  );
}

/** Metadata is the merchant's own: whatever it holds is shown as it was sent. */
function plainText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
