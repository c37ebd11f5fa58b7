import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dismissCallback } from "../api/callbacks";
import { refreshMoney } from "../api/operations";
import type { CallbackRow } from "../api/types";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { useForm } from "../form/use-form";
import { callbackWord } from "../i18n/callback-word";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";

interface Props {
  picked: readonly CallbackRow[];
  onUnmark: () => void;
}

/** What can be done with several callbacks at once: only one by one are they attached, each to its payment. */
export function MarkedCallbacks({ picked, onUnmark }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <MarkedBar count={picked.length} onUnmark={onUnmark}>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => setAsked(true)}>{t("callbacks.dismiss")}</Button>
      </MarkedBar>
      {asked && <DismissMarked picked={picked} onClose={() => setAsked(false)} />}
    </>
  );
}

function DismissMarked({ picked, onClose }: { picked: readonly CallbackRow[]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ reason: "" });
  const ready = () => {
    const faults = missing(form.values, ["reason"], t);
    form.setFaults(faults);
    return faults.size === 0;
  };
  return (
    <MarkedDialog
      title={`${t("callbacks.dismiss")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={(row) => `${callbackWord(row.kind)}, ${row.event_id} (${row.terminal})`}
      confirm={t("callbacks.dismiss_confirm")}
      ready={ready}
      each={async (row) => dismissCallback(row, form.values.reason.trim())}
      onChanged={() => void refreshMoney(client)}
      onClose={onClose}
      fields={<TextField form={form} name="reason" label={t("reason.label")} hint={t("reason.hint")} max={500} required focus />}
    >
      {t("callbacks.dismiss_text")}
    </MarkedDialog>
  );
}
