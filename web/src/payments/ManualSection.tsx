import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { manualPaymentQuery } from "../api/manual-payment";
import { manualSystemsQuery } from "../api/manual-systems";
import type { PaymentDetail } from "../api/types";
import { PaymentDecision } from "../sales/PaymentDecision";
import { Terms } from "../sales/Terms";
import { Trip } from "../sales/Trip";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import styles from "./ManualSection.module.css";

/** Of a payment that no bank took part in: what the payer said beside what was confirmed, the fees, what reaches the account, and
 *  by which rates. */
export function ManualSection({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const mode = payment.livemode ? "live" : "test";
  // A trip to a bank names a card sooner or later; only where none did, is it worth asking.
  const cardless = payment.attempts.filter(({ card }) => card == null);
  const systems = useQuery({ ...manualSystemsQuery(mode), enabled: cardless.length > 0 });
  const known = cardless.some(({ terminal }) => systems.data?.items.some(({ id }) => id === terminal));
  const query = useQuery({ ...manualPaymentQuery(mode, payment.number), enabled: known });
  if (!known) return null;
  const { data } = query;
  if (data === undefined) return query.isError ? <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} /> : null;
  if (data.manual === null) return null;
  return (
    <Section title={data.system === null ? t("manual.title") : t("manual.title_of", { system: data.system.name })}>
      <div className={styles.manual}>
        <StatusMark group="manual_status" code={data.status} filled />
        <Trip payment={data} trip={data.manual} />
        <Terms trip={data.manual} />
        {data.manual.state === "open" && <PaymentDecision payment={data} />}
      </div>
    </Section>
  );
}
