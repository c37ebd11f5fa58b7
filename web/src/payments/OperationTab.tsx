import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { Callbacks } from "./Callbacks";
import { Disputes } from "./Disputes";
import { Entries } from "./Entries";
import styles from "./Events.module.css";
import { Operations } from "./Operations";
import { Receipt } from "./Receipt";

/** What was done with the money, by whom, and how it is booked. */
export function OperationTab({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const { hold_until: held, capture_due_at: due } = payment;
  return (
    <>
      {(held || due) && (
        <Section title={t("detail.hold")}>
          <Facts>
            {held && <Fact name={t("payment.hold_until")}><Time at={held} /></Fact>}
            {due && <Fact name={t("payment.capture_due_at")}><Time at={due} /><span className={styles.soft} style={{ display: "block" }}>{t("payment.capture_due_hint")}</span></Fact>}
          </Facts>
        </Section>
      )}
      <Section title={t("detail.operations")} count={payment.operations.length}>
        <Operations payment={payment} operations={payment.operations} none={t("detail.no_operations")} />
      </Section>
      {payment.disputes.length > 0 && (
        <Section title={t("detail.disputes")} count={payment.disputes.length}><Disputes payment={payment} /></Section>
      )}
      <Section title={t("detail.callbacks")} count={payment.callbacks.length}><Callbacks callbacks={payment.callbacks} /></Section>
      <Section title={t("detail.entries")} count={payment.entries.length}><Entries entries={payment.entries} /></Section>
      <Section title={t("detail.receipt")}><Receipt receipt={payment.receipt} /></Section>
    </>
  );
}
