import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClientDetail } from "../api/clients";
import { may } from "../app/permission";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import { AddPaymentDialog } from "../sales/AddPaymentDialog";
import { useSigned } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { EditClientDialog } from "./EditClientDialog";
import { History } from "./History";
import { clientName } from "./picked";
import { Timeline } from "./Timeline";

/** Who a client is, what they ordered, and what happened with them. */
export function ClientBody({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <ClientActions client={client} />
      {client.is_manual_account && <p className={`${tools.soft} ${tools.notice}`}>{t("clients.manual_account_text")}</p>}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("clients.name")} value={client.name} />
          <Fact name={t("clients.email")} value={client.email} />
          <Fact name={t("clients.phone")} value={client.phone} />
          <Fact name={t("clients.label")} value={client.label} mono />
          {!client.is_manual_account && <Fact name={t("clients.language")}>{wordFor("language", client.language)}</Fact>}
          <Fact name={t("clients.paid")}>
            {client.paid.length === 0 ? undefined : (
              <span className={tools.lines}>
                {client.paid.map(({ amount, currency }) => <span key={currency} className={tools.lines}><Amount amount={amount} currency={currency} /></span>)}
              </span>
            )}
          </Fact>
          <Fact name={t("clients.created_at")}><Time at={client.created_at} /></Fact>
          <Fact name={t("clients.active_at")}><Time at={client.active_at} /></Fact>
        </Facts>
      </Section>
      <History client={client} />
      <Timeline number={client.number} />
    </>
  );
}

function ClientActions({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<"pay" | "edit" | null>(null);
  if (!may(session, "manual_payments")) return null;
  const close = () => setAsked(null);
  const of = clientName(client, t);
  return (
    <div className={tools.actions}>
      <ActionButton primary icon={IconPlus} label={t("sales.add")} of={of} onClick={() => setAsked("pay")} />
      {!client.is_manual_account && <ActionButton icon={IconPencil} label={t("action.edit")} of={of} onClick={() => setAsked("edit")} />}
      {asked === "pay" && <AddPaymentDialog client={client} onClose={close} />}
      {asked === "edit" && <EditClientDialog client={client} onClose={close} />}
    </div>
  );
}
