import { IconBan, IconCash, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Invoice, SENDS_MAX } from "../api/invoices";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { CancelDialog } from "./CancelDialog";
import { CashDialog } from "./CashDialog";
import { isPayable } from "./payable";
import { SendDialog } from "./SendDialog";

/** What this person may do with an invoice, while it can still be paid. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<"send" | "cash" | "cancel" | null>(null);
  const close = () => setAsked(null);
  if (!may(session, "manual_payments")) return null;
  const of = t("invoices.numbered", { number: invoice.number });
  return (
    <>
      {isPayable(invoice) && (
        <div className={tools.actions}>
          {invoice.sends < SENDS_MAX && <ActionButton primary={invoice.sends === 0} icon={IconSend} label={t(invoice.sends === 0 ? "invoices.send_first" : "invoices.send_again")} of={of} onClick={() => setAsked("send")} />}
          {!invoice.manual_payment_open && <ActionButton icon={IconCash} label={t("invoices.cash")} of={of} onClick={() => setAsked("cash")} />}
          {!invoice.manual_payment_open && <ActionButton icon={IconBan} label={t("invoices.cancel")} of={of} onClick={() => setAsked("cancel")} />}
        </div>
      )}
      {asked === "send" && <SendDialog invoice={invoice} onClose={close} />}
      {asked === "cash" && <CashDialog invoice={invoice} onClose={close} />}
      {asked === "cancel" && <CancelDialog invoice={invoice} onClose={close} />}
    </>
  );
}
