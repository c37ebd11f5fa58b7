import { useTranslation } from "react-i18next";
import type { ForeignStatus, PaymentDetail } from "../api/types";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { Attempts } from "./Attempts";
import { ManualSection } from "./ManualSection";
import { Postbacks } from "./Postbacks";
import { Sums } from "./Sums";

/** How the payment stands, how the payer paid, and what the merchant was told. */
export function PaymentTab({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t("detail.sums")}><Sums payment={payment} /></Section>
      <ManualSection payment={payment} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("payment.order")} value={payment.order} />
          <Fact name={t("payment.label")} value={payment.label} />
          <Fact name={t("payment.description")} value={payment.description} />
          <Fact name={t("payment.created_at")}><Time at={payment.created_at} /></Fact>
          {payment.paid_at && <Fact name={t("payment.paid_at")}><Time at={payment.paid_at} /></Fact>}
          {!payment.paid_at && payment.expires_at && <Fact name={t("payment.expires_at")}><Time at={payment.expires_at} /></Fact>}
          <Fact name={t("payment.terminal")} value={payment.terminal} />
        </Facts>
      </Section>
      <Section title={t("detail.attempts")} count={payment.attempts.length}><Attempts attempts={payment.attempts} /></Section>
      <Section title={t("detail.postbacks")} count={payment.postbacks.length}><Postbacks postbacks={payment.postbacks} mode={payment.livemode ? "live" : "test"} /></Section>
      <Section title={t("detail.statuses")}><Statuses statuses={payment.statuses} /></Section>
    </>
  );
}

/** The same status as the systems call it that merchants come from. */
function Statuses({ statuses }: { statuses: ForeignStatus[] }) {
  const { i18n } = useTranslation();
  const wordFor = useWords();
  return (
    <Facts>
      {statuses.map(({ system, status, label_en, label_ru }) => (
        <Fact key={system} name={wordFor("system", system)}>
          {i18n.language === "ru" ? label_ru : label_en} <span className="mono" style={{ color: "var(--ink-soft)" }}>{status}</span>
        </Fact>
      ))}
    </Facts>
  );
}
