import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MoneyField } from "../form/MoneyField";
import type { Form } from "../form/use-form";
import { LinesField } from "./LinesField";
import type { TypedInvoice } from "./typed-invoice";

/** What the invoice is about: one amount, or lines that come to one. */
export function AmountChoice({ form }: { form: Form<TypedInvoice> }) {
  const { t } = useTranslation();
  const { by_lines, lines, amount } = form.values;
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("invoices.what_for")}
        value={by_lines ? "lines" : "amount"}
        data={[{ value: "amount", label: t("invoices.one_amount") }, { value: "lines", label: t("invoices.by_lines") }]}
        onChange={(chosen) => form.set("by_lines", chosen === "lines")}
      />
      {by_lines ? (
        <LinesField
          lines={lines}
          currency={amount.currency}
          faults={form.faults}
          onChange={(changed) => form.set("lines", changed)}
          onCurrency={(currency) => form.set("amount", { ...amount, currency })}
        />
      ) : (
        <MoneyField name="amount" label={t("invoices.amount")} required value={amount} faults={form.faults} onChange={(changed) => form.set("amount", changed)} />
      )}
    </>
  );
}
