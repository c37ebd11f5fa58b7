import { IconPlayerPause, IconPlayerPlay, IconZoomQuestion } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Operator, switchOperator } from "../api/operator";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

interface Props {
  id: string;
  operator: Operator | undefined;
  loading: boolean;
  onClose: () => void;
}

export function OperatorPane({ id, operator, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={operator?.name ?? t("operators.one")} onClose={onClose}>
      {operator !== undefined && <OperatorBody key={id} operator={operator} />}
      {operator === undefined && loading && <Loading />}
      {operator === undefined && !loading && <Message icon={IconZoomQuestion} title={t("people.not_found")} />}
    </Pane>
  );
}

function OperatorBody({ operator }: { operator: Operator }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  return (
    <>
      {/* Nobody shuts themselves out. */}
      {operator.login !== session.person.login && <OperatorActions operator={operator} />}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("people.status")}><StatusMark group="standing" code={operator.status} /></Fact>
          <Fact name={t("people.login")} value={operator.login} />
          <Fact name={t("people.email")} value={operator.email} />
          <Fact name={t("people.second_factor")}>{t(operator.second_factor ? "people.second_factor_on" : "people.second_factor_off")}</Fact>
          <Fact name={t("people.last_seen_at")}>{operator.last_seen_at ? <Time at={operator.last_seen_at} /> : t("people.never")}</Fact>
        </Facts>
      </Section>
    </>
  );
}

function OperatorActions({ operator }: { operator: Operator }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState(false);
  const active = operator.status === "active";
  const word = active ? "deactivate" : "activate";
  const submit = async () => {
    await switchOperator(operator.id, active ? "disabled" : "active");
    announce(t("people.saved"));
    void client.invalidateQueries({ queryKey: ["operators"] });
  };
  return (
    <div className={tools.actions}>
      <ActionButton icon={active ? IconPlayerPause : IconPlayerPlay} label={t(`people.${word}`)} of={operator.name} onClick={() => setAsked(true)} />
      {asked && (
        <ConfirmDialog title={`${t(`people.${word}`)}: ${operator.name}`} confirm={t(`people.${word}`)} submit={submit} onClose={() => setAsked(false)}>
          {t(`operators.${word}_text`)}
        </ConfirmDialog>
      )}
    </div>
  );
}
