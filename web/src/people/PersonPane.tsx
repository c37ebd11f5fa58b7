import { IconPencil, IconPlayerPause, IconPlayerPlay, IconZoomQuestion } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "../api/people";
import { PERMISSIONS } from "../app/permission";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Nothing, Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { AccessDialog } from "./AccessDialog";
import { useChangeable } from "./changeable";
import { givenBy } from "./role-permissions";
import { SwitchPersonDialog } from "./SwitchPersonDialog";

interface Props {
  id: string;
  person: Member | undefined;
  loading: boolean;
  onClose: () => void;
}

/** A person beside the list: what they may, and since when. */
export function PersonPane({ id, person, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={person?.name ?? t("people.one")} onClose={onClose}>
      {person !== undefined && <PersonBody key={id} person={person} />}
      {person === undefined && loading && <Loading />}
      {person === undefined && !loading && <Message icon={IconZoomQuestion} title={t("people.not_found")}>{t("people.not_found_text")}</Message>}
    </Pane>
  );
}

function PersonBody({ person }: { person: Member }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { session } = useSigned();
  return (
    <>
      <PersonActions person={person} />
      {person.login === session.person.login && <p className={`${tools.soft} ${tools.notice}`}>{t("people.yourself")}</p>}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("people.status")}><StatusMark group="standing" code={person.status} /></Fact>
          <Fact name={t("people.login")} value={person.login} />
          <Fact name={t("people.email")} value={person.email} />
          <Fact name={t("people.phone")} value={person.phone} />
          <Fact name={t("people.second_factor")}>{t(person.second_factor ? "people.second_factor_on" : "people.second_factor_off")}</Fact>
          <Fact name={t("people.last_seen_at")}>{person.last_seen_at ? <Time at={person.last_seen_at} /> : t("people.never")}</Fact>
          <Fact name={t("people.joined_at")}><Time at={person.joined_at} /></Fact>
        </Facts>
      </Section>
      <Section title={`${t("people.role")}: ${wordFor("role", person.role)}`}><Permissions person={person} /></Section>
    </>
  );
}

/** All that the person may, and where each of it comes from. */
function Permissions({ person }: { person: Member }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const given: readonly string[] = givenBy(person.role);
  const all = PERMISSIONS.filter((permission) => given.includes(permission) || person.permissions.includes(permission));
  if (all.length === 0) return <Nothing>{t("people.reads_only")}</Nothing>;
  return (
    <Facts>
      {all.map((permission) => (
        <Fact key={permission} name={wordFor("permission", permission)}>{t(given.includes(permission) ? "people.given_by_role" : "people.given_beyond")}</Fact>
      ))}
    </Facts>
  );
}

function PersonActions({ person }: { person: Member }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"access" | "active" | "disabled" | null>(null);
  if (!useChangeable()(person)) return null;
  const close = () => setAsked(null);
  const active = person.status === "active";
  return (
    <div className={tools.actions}>
      <ActionButton icon={IconPencil} label={t("people.access")} of={person.name} onClick={() => setAsked("access")} />
      {active
        ? <ActionButton icon={IconPlayerPause} label={t("people.deactivate")} of={person.name} onClick={() => setAsked("disabled")} />
        : <ActionButton icon={IconPlayerPlay} label={t("people.activate")} of={person.name} onClick={() => setAsked("active")} />}
      {asked === "access" && <AccessDialog person={person} onClose={close} />}
      {(asked === "active" || asked === "disabled") && <SwitchPersonDialog person={person} to={asked} onClose={close} />}
    </div>
  );
}
