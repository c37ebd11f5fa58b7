import { IconZoomQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Limit } from "../api/limits";
import type { Terminal } from "../api/terminals";
import { useWords } from "../i18n/words";
import { LimitFacts } from "../limits/LimitFacts";
import tools from "../organisation/page-tools.module.css";
import { Loading } from "../organisation/Loading";
import { useSigned } from "../shell/session-context";
import { CopyLink } from "../ui/CopyLink";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Nothing, Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { Credentials } from "./Credentials";
import { deadlineText } from "./deadline-text";
import { FeeTable } from "./FeeTable";
import { TerminalActions } from "./TerminalActions";

interface Props {
  id: string;
  terminal: Terminal | undefined;
  loading: boolean;
  onClose: () => void;
}

/** A terminal beside the list: how it is set, what it costs, and what may be done with it. */
export function TerminalPane({ id, terminal, loading, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  return (
    <Pane of={id} title={terminal?.name ?? id} tools={<CopyLink keep={{ mode, open: id }} />} onClose={onClose}>
      {terminal !== undefined && <TerminalBody key={id} terminal={terminal} />}
      {terminal === undefined && loading && <Loading />}
      {terminal === undefined && !loading && <Message icon={IconZoomQuestion} title={t("terminals.not_found")}>{t("terminals.not_found_text")}</Message>}
    </Pane>
  );
}

function TerminalBody({ terminal }: { terminal: Terminal }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      <TerminalActions terminal={terminal} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("terminals.status")}><StatusMark group="standing" code={terminal.status} /></Fact>
          <Fact name={t("terminals.id")} value={terminal.terminal} mono />
          <Fact name={t("terminals.acquirer")}>{wordFor("acquirer", terminal.acquirer)}</Fact>
          <Fact name={t("terminals.kind")}>{wordFor("terminal_kind", terminal.kind)}</Fact>
          <Fact name={t("terminals.description")} value={terminal.description} />
          <Fact name={t("terminals.stages")}>{t(`terminal_stages.${terminal.stages}`)}</Fact>
          <Fact name={t("terminals.deadline")}>{deadlineText(terminal, t)}</Fact>
          <Fact name={t("terminals.operations")}>{terminal.operations.map((one) => wordFor("terminal_operation", one)).join(", ")}</Fact>
          <Fact name={t("terminals.callback_url")} value={terminal.callback_url} mono />
          <Fact name={t("terminals.created_at")}><Time at={terminal.created_at} /></Fact>
        </Facts>
      </Section>
      <Section title={t("terminals.fees")} count={terminal.fees.length}>
        <FeeTable fees={terminal.fees} />
        <p className={tools.soft} style={{ margin: "0.4rem 0 0" }}>{t(terminal.fee_returned ? "terminals.fee_returned_yes" : "terminals.fee_returned_no")}</p>
      </Section>
      <Section title={t("limits.title")}><TerminalLimits limits={terminal.limits} /></Section>
      <Section title={t("terminals.credentials")}><Credentials terminal={terminal} /></Section>
    </>
  );
}

function TerminalLimits({ limits }: { limits: readonly Limit[] }) {
  const { t } = useTranslation();
  if (limits.length === 0) return <Nothing>{t("terminals.no_limits")}</Nothing>;
  return <>{limits.map((limit) => <LimitFacts key={`${limit.currency}:${limit.set_by}`} limit={limit} headed />)}</>;
}
