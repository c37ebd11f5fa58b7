import { IconZoomQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ManualSystem } from "../api/manual-systems";
import { plainDecimal } from "../format/money";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { CopyLink } from "../ui/CopyLink";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Multiline } from "../ui/Multiline";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { SystemActions } from "./SystemActions";
import { SystemImage } from "./SystemImage";

interface Props {
  id: string;
  system: ManualSystem | undefined;
  loading: boolean;
  onClose: () => void;
}

/** A manual payment system beside the list: what it costs, what it takes, and what payers see of it. */
export function SystemPane({ id, system, loading, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  return (
    <Pane of={id} title={system?.name ?? id} tools={<CopyLink keep={{ mode, open: id }} />} onClose={onClose}>
      {system !== undefined && <SystemBody key={id} system={system} />}
      {system === undefined && loading && <Loading />}
      {system === undefined && !loading && <Message icon={IconZoomQuestion} title={t("manual_systems.not_found")}>{t("manual_systems.not_found_text")}</Message>}
    </Pane>
  );
}

function SystemBody({ system }: { system: ManualSystem }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <SystemActions system={system} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("manual_systems.status")}><StatusMark group="standing" code={system.status} /></Fact>
          <Fact name={t("manual_systems.id")} value={system.id} mono />
          {system.description !== "" && <Fact name={t("manual_systems.description")}><Multiline text={system.description} /></Fact>}
          <Fact name={t("manual_systems.created_at")}><Time at={system.created_at} /></Fact>
        </Facts>
      </Section>
      <Section title={t("manual_systems.money")}>
        <Facts>
          <Fact name={t("manual_systems.commission")}>{plainDecimal(system.commission_percent, i18n.language)}{"\u00a0%"}</Fact>
          <Fact name={t("manual_systems.fixed_fee")}><Amount amount={system.fixed_fee.amount} currency={system.fixed_fee.currency} /></Fact>
          <Fact name={t("manual_systems.currencies")}>{system.currencies.join(", ")}</Fact>
          <Fact name={t("manual_systems.income_currency")}>{system.income_currency}</Fact>
          <Fact name={t("manual_systems.transaction_currency")}>{system.transaction_currency}</Fact>
        </Facts>
      </Section>
      <Section title={t("manual_systems.shown")}>
        <Facts>
          <Fact name={t("manual_systems.merchant_name")} value={system.merchant_name} />
          {system.merchant_description !== "" && <Fact name={t("manual_systems.merchant_description")}><Multiline text={system.merchant_description} /></Fact>}
          <Fact name={t("manual_systems.comment_hint")} value={system.comment_hint} />
        </Facts>
        <SystemImage system={system} />
      </Section>
    </>
  );
}
