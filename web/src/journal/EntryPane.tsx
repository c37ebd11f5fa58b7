import { IconZoomQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { JournalEntry } from "../api/journal";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { Code } from "../ui/Code";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { ChangeTable } from "./ChangeTable";
import { changesOf, restOf } from "./changes";
import { Seal } from "./columns";
import { actionWord, subjectWord, whoText } from "./entry-words";

interface Props {
  id: string;
  entry: JournalEntry | undefined;
  loading: boolean;
  onClose: () => void;
}

/** An entry beside the list: who, from where, and what became of what. */
export function EntryPane({ id, entry, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={entry === undefined ? t("journal.one", { seq: id }) : actionWord(entry.action)} onClose={onClose}>
      {entry !== undefined && <EntryBody key={id} entry={entry} />}
      {entry === undefined && loading && <Loading />}
      {entry === undefined && !loading && <Message icon={IconZoomQuestion} title={t("journal.not_on_page")}>{t("journal.not_on_page_text")}</Message>}
    </Pane>
  );
}

function EntryBody({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation();
  const changes = changesOf(entry);
  const rest = restOf(entry);
  const { kind, id } = entry.actor;
  const actor = id === null || id === "" ? kind : `${kind}:${id}`;
  return (
    <>
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("journal.at")}><Time at={entry.at} /></Fact>
          <Fact name={t("journal.who")}>{whoText(entry, t)} <OnlyThese search={{ actor }} /></Fact>
          <Fact name={t("journal.action")}>{actionWord(entry.action)} <OnlyThese search={{ action: entry.action }} /></Fact>
          <Fact name={t("journal.subject")}>{subjectWord(entry.subject)} <OnlyThese search={{ subject: entry.subject }} /></Fact>
          <Fact name={t("journal.seq")} value={String(entry.seq)} />
          <Fact name={t("journal.seal")}><Seal sealed={entry.sealed} /></Fact>
        </Facts>
      </Section>
      <Section title={t("journal.changed")} count={changes.length}>
        {changes.length === 0 ? <p className={tools.soft} style={{ margin: 0 }}>{t("journal.nothing_changed")}</p> : <ChangeTable changes={changes} />}
      </Section>
      {rest !== null && <Section title={t("journal.detail")}><Code label={t("journal.detail")} text={JSON.stringify(rest, null, 2)} /></Section>}
      <Section title={t("journal.from_where")}>
        {entry.address || entry.agent
          ? <Facts><Fact name={t("journal.address")} value={entry.address} mono /><Fact name={t("journal.agent")} value={entry.agent} /></Facts>
          : <p className={tools.soft} style={{ margin: 0 }}>{t("journal.no_origin")}</p>}
      </Section>
    </>
  );
}

/** Narrows the journal down to what has this in common. */
function OnlyThese({ search }: { search: { actor?: string; action?: string; subject?: string } }) {
  const { t } = useTranslation();
  return (
    <Link to="." search={({ cursor: _, ...kept }: { cursor?: string }) => ({ ...kept, ...search })} preload={false} style={{ fontSize: "0.75rem", whiteSpace: "nowrap" }}>
      {t("journal.only_these")}
    </Link>
  );
}
