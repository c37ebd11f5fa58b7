import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OrganisationRow, switchOrganisation } from "../api/operator";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { useForm } from "../form/use-form";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";

interface Props {
  picked: readonly OrganisationRow[];
  onUnmark: () => void;
}

/** What can be done with several organisations at once. */
export function MarkedOrganisations({ picked, onUnmark }: Props) {
  const { t } = useTranslation();
  const [to, setTo] = useState<OrganisationRow["status"] | null>(null);
  return (
    <>
      <MarkedBar count={picked.length} onUnmark={onUnmark}>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setTo("disabled")}>{t("organisations.disable")}</Button>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setTo("active")}>{t("organisations.enable")}</Button>
      </MarkedBar>
      {to !== null && <SwitchMarked picked={picked} to={to} onClose={() => setTo(null)} />}
    </>
  );
}

function SwitchMarked({ picked, to, onClose }: { picked: readonly OrganisationRow[]; to: OrganisationRow["status"]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ reason: "" });
  const word = to === "active" ? "enable" : "disable";
  const ready = () => {
    const faults = missing(form.values, ["reason"], t);
    form.setFaults(faults);
    return faults.size === 0;
  };
  return (
    <MarkedDialog
      title={`${t(`organisations.${word}`)}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={({ name, slug }) => `${name} (${slug})`}
      confirm={t(`organisations.${word}`)}
      ready={ready}
      each={async ({ slug }) => void (await switchOrganisation(slug, to, form.values.reason.trim()))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["organisations"] })}
      onClose={onClose}
      fields={<TextField form={form} name="reason" label={t("reason.label")} hint={t("organisations.reason_hint")} max={500} required focus />}
    >
      {t(`organisations.${word}_text`)}
    </MarkedDialog>
  );
}
