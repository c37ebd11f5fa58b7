import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteLimit, type Limit, setLimit } from "../api/limits";
import { useForm } from "../form/use-form";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";
import { useSigned } from "../shell/session-context";
import { BoundFields } from "./BoundFields";
import { limitName } from "./limit-name";
import { limitOf } from "./limit-of";
import { boundFaults, boundsOf, NO_BOUNDS, typedBounds, typedOnly } from "./typed";

interface Props {
  /** Those of the marked that are the person's to change. */
  picked: readonly Limit[];
  /** How many of the marked are not. */
  others: number;
  onUnmark: () => void;
}

/** What can be done with several limits at once. */
export function MarkedLimits({ picked, others, onUnmark }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const none = picked.length === 0;
  return (
    <>
      <MarkedBar count={picked.length + others} onUnmark={onUnmark}>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={none} onClick={() => setAsked("edit")}>{t("marked.edit")}</Button>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={none} onClick={() => setAsked("delete")}>{t("limits.delete")}</Button>
        {others > 0 && <span>{t("limits.others", { count: others })}</span>}
      </MarkedBar>
      {asked === "edit" && <EditMarked picked={picked} onClose={() => setAsked(null)} />}
      {asked === "delete" && <DeleteMarked picked={picked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface DialogProps {
  picked: readonly Limit[];
  onClose: () => void;
}

function DeleteMarked({ picked, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  return (
    <MarkedDialog
      title={`${t("limits.delete")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={limitName}
      confirm={t("limits.delete")}
      final
      each={async (limit) => void (await deleteLimit(limitOf(limit, mode)))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["limits"] })}
      onClose={onClose}
    >
      {t("limits.delete_text")}
    </MarkedDialog>
  );
}

function EditMarked({ picked, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const client = useQueryClient();
  const form = useForm(NO_BOUNDS);
  const ready = () => {
    const faults = boundFaults(form.values, t);
    form.setFaults(faults);
    return faults.size === 0;
  };
  return (
    <MarkedDialog
      title={`${t("marked.edit")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={limitName}
      confirm={t("action.save")}
      ready={ready}
      each={async (limit) => void (await setLimit(limitOf(limit, mode), { ...boundsOf(typedBounds(limit)), ...typedOnly(form.values) }))}
      onChanged={() => void client.invalidateQueries({ queryKey: ["limits"] })}
      onClose={onClose}
      fields={<BoundFields form={form} hint={t("marked.empty_as_is")} />}
    >
      {t("marked.edit_text")}
    </MarkedDialog>
  );
}
