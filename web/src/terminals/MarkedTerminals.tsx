import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTerminal, switchTerminal, type Terminal, type TerminalChange } from "../api/terminals";
import { numberOf } from "../form/checks";
import { ChoiceField, NumberField } from "../form/fields";
import { useForm } from "../form/use-form";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";

interface Props {
  picked: readonly Terminal[];
  onUnmark: () => void;
}

type Asked = "edit" | Terminal["status"];

/** What can be done with several terminals at once. */
export function MarkedTerminals({ picked, onUnmark }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <MarkedBar count={picked.length} onUnmark={onUnmark}>
        {(["edit", "active", "disabled", "archived"] as const).map((one) => (
          <Button key={one} size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setAsked(one)}>
            {one === "edit" ? t("marked.edit") : t(`terminal_switch.${one}`)}
          </Button>
        ))}
      </MarkedBar>
      {asked === "edit" && <EditMarked picked={picked} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== "edit" && <SwitchMarked picked={picked} to={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function SwitchMarked({ picked, to, onClose }: { picked: readonly Terminal[]; to: Terminal["status"]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <MarkedDialog
      title={`${t(`terminal_switch.${to}`)}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={nameOf}
      confirm={t(`terminal_switch.${to}`)}
      final={to === "archived"}
      each={async ({ terminal }) => void (await switchTerminal(terminal, to))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["terminals"] })}
      onClose={onClose}
    >
      {t(`terminal_switch_text.${to}`)}
    </MarkedDialog>
  );
}

/** What several terminals may have in common: how holds are treated. */
function EditMarked({ picked, onClose }: { picked: readonly Terminal[]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ stages: "", at_deadline: "", deadline_hours: "" });
  const { stages, at_deadline, deadline_hours } = form.values;
  const hours = numberOf(deadline_hours);
  const change: TerminalChange = {
    ...(stages !== "" && { stages: Number(stages) }),
    ...(at_deadline !== "" && { at_deadline }),
    ...(hours !== null && { deadline_hours: hours }),
  };
  const asIs = { value: "", label: t("marked.as_is") };
  return (
    <MarkedDialog
      title={`${t("marked.edit")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={nameOf}
      confirm={t("action.save")}
      ready={() => Object.keys(change).length > 0}
      each={async ({ terminal }) => void (await changeTerminal(terminal, change))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["terminals"] })}
      onClose={onClose}
      fields={
        <>
          <ChoiceField form={form} name="stages" label={t("terminals.stages")} options={[asIs, ...(["1", "2"] as const).map((one) => ({ value: one, label: t(`terminal_stages_long.${one}`) }))]} />
          <ChoiceField form={form} name="at_deadline" label={t("terminals.at_deadline")} options={[asIs, ...(["capture", "release"] as const).map((one) => ({ value: one, label: t(`terminal_deadline.${one}`) }))]} />
          <NumberField form={form} name="deadline_hours" label={t("terminals.deadline_hours")} hint={t("marked.empty_as_is")} max={3} />
        </>
      }
    >
      {t("marked.edit_text")}
    </MarkedDialog>
  );
}

const nameOf = ({ name, terminal }: Terminal) => `${name} (${terminal})`;
