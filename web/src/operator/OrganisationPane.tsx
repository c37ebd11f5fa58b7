import { IconDoorEnter, IconMailForward, IconPlayerPause, IconPlayerPlay, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeOrganisationOf, oneOrganisationQuery, type OrganisationRow } from "../api/operator";
import type { Organisation, OrganisationChange } from "../api/organisation";
import { ApiError } from "../api/problem";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import { OrganisationGroups } from "../organisation/OrganisationGroups";
import tools from "../organisation/page-tools.module.css";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { BankTerminals } from "./BankTerminals";
import { EnterDialog } from "./EnterDialog";
import { InviteOwnerDialog } from "./InviteOwnerDialog";
import { SwitchOrganisationDialog } from "./SwitchOrganisationDialog";

interface Props {
  slug: string;
  /** As the list has it, with its terminals; absent where another page of it is open. */
  row: OrganisationRow | undefined;
  onClose: () => void;
}

/** An organisation beside the list: its terminals per bank, its fields, and what an operator may do with it. */
export function OrganisationPane({ slug, row, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery(oneOrganisationQuery(slug));
  const body = () => {
    if (query.data !== undefined) return <OrganisationBody key={slug} organisation={query.data} row={row} />;
    if (query.error instanceof ApiError && query.error.status === 404) return <Message icon={IconZoomQuestion} title={t("organisations.not_found")} />;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  return <Pane of={slug} title={query.data?.name ?? row?.name ?? slug} onClose={onClose}>{body()}</Pane>;
}

function OrganisationBody({ organisation, row }: { organisation: Organisation; row: OrganisationRow | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = async (change: OrganisationChange) => {
    await changeOrganisationOf(organisation.slug, change);
    void client.invalidateQueries({ queryKey: ["organisations"] });
  };
  return (
    <>
      <OrganisationActions organisation={organisation} />
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("organisation.status")}><StatusMark group="standing" code={organisation.status} /></Fact>
          {row !== undefined && <Fact name={t("organisations.number")}>{row.number}</Fact>}
          <Fact name={t("organisation.slug")} value={organisation.slug} mono />
          <Fact name={t("organisation.registered_at")}><Time at={organisation.registered_at} /></Fact>
        </Facts>
      </Section>
      {row !== undefined && <BankTerminals terminals={row.terminals} />}
      <OrganisationGroups organisation={organisation} save={save} />
    </>
  );
}

function OrganisationActions({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"enter" | "owner" | Organisation["status"] | null>(null);
  const close = () => setAsked(null);
  const { name, status } = organisation;
  return (
    <div className={tools.actions}>
      <ActionButton primary icon={IconDoorEnter} label={t("organisations.enter")} of={name} onClick={() => setAsked("enter")} />
      <ActionButton icon={IconMailForward} label={t("organisations.owner_invite")} of={name} onClick={() => setAsked("owner")} />
      {status === "active"
        ? <ActionButton icon={IconPlayerPause} label={t("organisations.disable")} of={name} onClick={() => setAsked("disabled")} />
        : <ActionButton icon={IconPlayerPlay} label={t("organisations.enable")} of={name} onClick={() => setAsked("active")} />}
      {asked === "owner" && <InviteOwnerDialog organisation={organisation} onClose={close} />}
      {asked === "enter" && <EnterDialog organisation={organisation} onClose={close} />}
      {(asked === "active" || asked === "disabled") && <SwitchOrganisationDialog organisation={organisation} to={asked} onClose={close} />}
    </div>
  );
}
