import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Invoice, SENDS_MAX } from "../api/invoices";
import { attentionMeaning, attentionTitle } from "../payments/attention";
import { Cart } from "../payments/Cart";
import styles from "../payments/PaymentBody.module.css";
import { usePaySystems } from "../pay-systems/use-pay-systems";
import { ClientLink } from "../sales/ClientLink";
import { OrderLink } from "../sales/OrderLink";
import { useSigned } from "../shell/session-context";
import { TestBadge } from "../shell/TestBadge";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { Fact, Facts } from "../ui/Facts";
import { LinkToGive } from "../ui/LinkToGive";
import { Multiline } from "../ui/Multiline";
import { Nothing, Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { InvoiceActions } from "./InvoiceActions";
import { isPayable } from "./payable";

/** What an invoice is about, how it stands, where it is paid, and where it was sent. */
export function InvoiceBody({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  return (
    <>
      <div className={styles.top}>
        <div className={styles.amount}><Amount {...invoice.amount} /></div>
        <div className={styles.marks}>
          <StatusMark group="invoice_status" code={invoice.status} filled />
          {mode === "test" && <TestBadge />}
        </div>
      </div>
      <InvoiceActions invoice={invoice} />
      {invoice.attention && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconAlertTriangle} title={attentionTitle(invoice.attention, t)}>{attentionMeaning(invoice.attention, t)}</Callout>
        </div>
      )}
      {invoice.manual_payment_open && (
        <div className={styles.attention}>
          <Callout tone="attention" icon={IconClock} title={t("invoices.manual_open")}>
            {t("invoices.manual_open_text")} <Link to="/payments/$number" params={{ number: String(invoice.payment) }}>{t("invoices.payment_open", { number: invoice.payment })}</Link>
          </Callout>
        </div>
      )}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("invoices.client")}><ClientLink client={invoice.client} /></Fact>
          {invoice.description && <Fact name={t("invoices.description")}><Multiline text={invoice.description} /></Fact>}
          <Fact name={t("invoices.merchant_order")} value={invoice.merchant_order} />
          <Fact name={t("invoices.systems")}><WaysToPay systems={invoice.systems} /></Fact>
          <Fact name={t("invoices.expires")}><Time at={invoice.expires_at} /></Fact>
          <Fact name={t("invoices.created_at")}><Time at={invoice.created_at} /></Fact>
          {invoice.paid_at !== null && <Fact name={t("invoices.paid_at")}><Time at={invoice.paid_at} /></Fact>}
          <Fact name={t("invoices.payment")}><Link to="/payments/$number" params={{ number: String(invoice.payment) }}>{t("invoices.payment_open", { number: invoice.payment })}</Link></Fact>
          <Fact name={t("invoices.order")}><OrderLink number={invoice.order} /></Fact>
          <Fact name={t("invoices.language")}>{invoice.language === "ru" ? t("language.ru") : t("language.en")}</Fact>
        </Facts>
      </Section>
      {invoice.lines.length > 0 && <Section title={t("invoices.lines")} count={invoice.lines.length}><Cart lines={invoice.lines} currency={invoice.amount.currency} /></Section>}
      <Section title={t("invoices.link")}>
        {!isPayable(invoice) && <Nothing>{t("invoices.link_over")}</Nothing>}
        <LinkToGive link={invoice.link} what={t("invoices.link")} open={isPayable(invoice)} />
      </Section>
      <Section title={t("invoices.sent_title")}><Sendings invoice={invoice} /></Section>
    </>
  );
}

/** By name; as an id what is no longer there. */
function WaysToPay({ systems }: { systems: readonly string[] }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const { ways } = usePaySystems(mode);
  if (systems.length === 0) return <>{t("invoices.any_terminal")}</>;
  return <>{systems.map((id) => ways.find((way) => way.id === id)?.name ?? id).join(", ")}</>;
}

function Sendings({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  if (invoice.sends === 0) return <Nothing>{t("invoices.never_sent")}</Nothing>;
  return (
    <Facts>
      <Fact name={t("invoices.sends")}>{t("invoices.sends_value", { count: invoice.sends, max: SENDS_MAX })}</Fact>
      <Fact name={t("invoices.email")} value={invoice.email} />
      <Fact name={t("invoices.phone")} value={invoice.phone} />
      {invoice.sent_at !== null && <Fact name={t("invoices.sent_at")}><Time at={invoice.sent_at} /></Fact>}
      {invoice.last_sent_at !== null && invoice.last_sent_at !== invoice.sent_at && <Fact name={t("invoices.last_sent_at")}><Time at={invoice.last_sent_at} /></Fact>}
    </Facts>
  );
}
