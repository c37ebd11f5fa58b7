import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApiKey, changeKey, KEY_PERMISSIONS, revokeKey } from "../api/keys";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";
import { KeyPermissionsField } from "./KeyPermissionsField";

interface Props {
  /** Those of the marked that still open something. */
  picked: readonly ApiKey[];
  others: number;
  onUnmark: () => void;
}

/** What can be done with several keys at once. */
export function MarkedKeys({ picked, others, onUnmark }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asked, setAsked] = useState<"edit" | "revoke" | null>(null);
  const secrets = picked.filter(({ kind }) => kind === "secret");
  const changed = () => void client.invalidateQueries({ queryKey: ["keys"] });
  return (
    <>
      <MarkedBar count={picked.length + others} onUnmark={onUnmark}>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={secrets.length === 0} onClick={() => setAsked("edit")}>{t("keys.permissions_change")}</Button>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={picked.length === 0} onClick={() => setAsked("revoke")}>{t("keys.revoke")}</Button>
        {others > 0 && <span>{t("keys.others", { count: others })}</span>}
      </MarkedBar>
      {asked === "edit" && <PermissionsOfMarked picked={secrets} onChanged={changed} onClose={() => setAsked(null)} />}
      {asked === "revoke" && (
        <MarkedDialog
          title={`${t("keys.revoke")}: ${t("marked.count", { count: picked.length })}`}
          items={picked}
          nameOf={nameOf}
          confirm={t("keys.revoke")}
          final
          each={async ({ prefix }) => void (await revokeKey(prefix))}
          onChanged={changed}
          onClose={() => setAsked(null)}
        >
          {t("keys.revoke_text")}
        </MarkedDialog>
      )}
    </>
  );
}

interface PermissionsProps {
  picked: readonly ApiKey[];
  onChanged: () => void;
  onClose: () => void;
}

function PermissionsOfMarked({ picked, onChanged, onClose }: PermissionsProps) {
  const { t } = useTranslation();
  const [permissions, setPermissions] = useState<string[]>([...KEY_PERMISSIONS]);
  return (
    <MarkedDialog
      title={`${t("keys.permissions_change")}: ${t("marked.count", { count: picked.length })}`}
      items={picked}
      nameOf={nameOf}
      confirm={t("action.save")}
      ready={() => permissions.length > 0}
      each={async ({ prefix }) => void (await changeKey(prefix, { permissions }))}
      onChanged={onChanged}
      onClose={onClose}
      fields={<KeyPermissionsField chosen={permissions} error={permissions.length === 0 ? t("fault.permission_missing") : undefined} onChange={setPermissions} />}
    >
      {t("keys.edit_text")}
    </MarkedDialog>
  );
}

const nameOf = ({ name, prefix }: ApiKey) => (name === "" ? prefix : `${name} (${prefix})`);
