import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeMember, type Member, switchMember } from "../api/people";
import { ChoiceField } from "../form/fields";
import { useForm } from "../form/use-form";
import { useWords } from "../i18n/words";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";
import { useSigned } from "../shell/session-context";
import { rolesFor } from "./role-permissions";

interface Props {
  /** Those of the marked whom the person may change. */
  picked: readonly Member[];
  /** How many of the marked they may not. */
  others: number;
  onUnmark: () => void;
}

type Asked = "edit" | Member["status"];

/** What can be done with several people at once. */
export function MarkedPeople({ picked, others, onUnmark }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const words = { edit: t("people.role_change"), active: t("people.activate"), disabled: t("people.deactivate") };
  return (
    <>
      <MarkedBar count={picked.length + others} onUnmark={onUnmark}>
        {(["edit", "disabled", "active"] as const).map((one) => (
          <Button key={one} size="compact-xs" variant="default" aria-haspopup="dialog" disabled={picked.length === 0} onClick={() => setAsked(one)}>{words[one]}</Button>
        ))}
        {others > 0 && <span>{t("people.others", { count: others })}</span>}
      </MarkedBar>
      {asked === "edit" && <RoleOfMarked picked={picked} onClose={() => setAsked(null)} />}
      {(asked === "active" || asked === "disabled") && <SwitchMarked picked={picked} to={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function SwitchMarked({ picked, to, onClose }: { picked: readonly Member[]; to: Member["status"]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const word = to === "active" ? "activate" : "deactivate";
  return (
    <MarkedDialog
      title={`${t(`people.${word}`)}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={nameOf}
      confirm={t(`people.${word}`)}
      each={async ({ id }) => void (await switchMember(id, to))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["people"] })}
      onClose={onClose}
    >
      {t(`people.${word}_text`)}
    </MarkedDialog>
  );
}

function RoleOfMarked({ picked, onClose }: { picked: readonly Member[]; onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { session } = useSigned();
  const client = useQueryClient();
  const roles = rolesFor(session);
  const form = useForm({ role: roles.at(-1) ?? "viewer" } as { role: string });
  return (
    <MarkedDialog
      title={`${t("people.role_change")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={nameOf}
      confirm={t("action.save")}
      each={async ({ id }) => void (await changeMember(id, { role: form.values.role }))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["people"] })}
      onClose={onClose}
      fields={<ChoiceField form={form} name="role" label={t("people.role")} options={roles.map((role) => ({ value: role, label: wordFor("role", role) }))} />}
    >
      {t("people.role_text")}
    </MarkedDialog>
  );
}

const nameOf = ({ name, login }: Member) => `${name} (${login})`;
