import { IconGavel } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { isZero } from "../format/money";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { Fact, Facts } from "../ui/Facts";
import { Nothing, Section } from "../ui/Section";
import { Operations } from "./Operations";
import styles from "./PaymentBody.module.css";

/** What was given back, what of it is still open, and what can still be given back. */
export function RefundsTab({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const refunds = payment.operations.filter((operation) => operation.kind === "refund");
  const { currency } = payment;
  return (
    <>
      <Section title={t("detail.sums")}>
        {isZero(payment.captured) && refunds.length === 0 ? <Nothing>{t("detail.nothing_captured")}</Nothing> : (
          <Facts>
            <Fact name={t("payment.captured")}><Amount amount={payment.captured} currency={currency} /></Fact>
            <Fact name={t("payment.refunded")}><Amount amount={payment.refunded} currency={currency} /></Fact>
            {!isZero(payment.charged_back) && <Fact name={t("payment.charged_back")}><Amount amount={payment.charged_back} currency={currency} /></Fact>}
            <Fact name={t("payment.refundable")}><strong><Amount amount={payment.refundable} currency={currency} /></strong></Fact>
            {!isZero(payment.fee_returned) && <Fact name={t("payment.fee_returned")}><Amount amount={payment.fee_returned} currency={currency} /></Fact>}
          </Facts>
        )}
      </Section>
      {payment.disputed && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconGavel}>{t("detail.dispute_blocks")}</Callout>
        </div>
      )}
      <Section title={t("detail.refunds")} count={refunds.length}>
        <Operations payment={payment} operations={refunds} none={t("detail.no_refunds")} />
      </Section>
    </>
  );
}
