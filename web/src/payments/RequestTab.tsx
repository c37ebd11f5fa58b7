import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { Cart } from "./Cart";

/** What the merchant asked for, as it was sent. */
export function RequestTab({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const metadata = Object.entries<unknown>(payment.metadata ?? {});
  const contact = payment.email || payment.phone;
  return (
    <>
      <Section title={t("detail.identifiers")}>
        <Facts>
          <Fact name={t("payment.amount")}><Amount amount={payment.amount} currency={payment.currency} /></Fact>
          <Fact name={t("payment.order")} value={payment.order} />
          <Fact name={t("payment.label")} value={payment.label} />
          <Fact name={t("payment.description")} value={payment.description} />
          <Fact name={t("payment.terminal")} value={payment.terminal} />
          <Fact name={t("payment.created_at")}><Time at={payment.created_at} /></Fact>
          <Fact name={t("payment.expires_at")}><Time at={payment.expires_at} /></Fact>
        </Facts>
      </Section>
      {contact && (
        <Section title={t("detail.contact")}>
          <Facts>
            <Fact name={t("payment.email")} value={payment.email} />
            <Fact name={t("payment.phone")} value={payment.phone} />
          </Facts>
        </Section>
      )}
      {payment.cart.length > 0 && (
        <Section title={t("detail.cart")} count={payment.cart.length}><Cart lines={payment.cart} currency={payment.currency} /></Section>
      )}
      {metadata.length > 0 && (
        <Section title={t("detail.metadata")} count={metadata.length}>
          <Facts>{metadata.map(([name, value]) => <Fact key={name} name={name} value={plainText(value)} mono />)}</Facts>
        </Section>
      )}
      <Section title={t("detail.addresses")}>
        <Facts>
          <Fact name={t("payment.pay_url")} value={payment.pay_url} mono />
          <Fact name={t("payment.success_url")} value={payment.success_url} mono />
          <Fact name={t("payment.failure_url")} value={payment.failure_url} mono />
        </Facts>
      </Section>
    </>
  );
}

/** Metadata is the merchant's own: whatever it holds is shown as it was sent. */
function plainText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
