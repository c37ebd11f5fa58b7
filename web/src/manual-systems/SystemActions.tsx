import { IconArchive, IconPencil, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ManualSystem, ManualSystemStatus } from "../api/manual-systems";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { EditSystemDialog } from "./EditSystemDialog";
import { SwitchSystemDialog } from "./SwitchSystemDialog";

/** What this person may do with a manual payment system. */
export function SystemActions({ system }: { system: ManualSystem }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<"edit" | ManualSystemStatus | null>(null);
  const close = () => setAsked(null);
  if (!may(session, "settings")) return null;
  const { status, name } = system;
  return (
    <div className={tools.actions}>
      {status !== "archived" && <ActionButton icon={IconPencil} label={t("action.edit")} of={name} onClick={() => setAsked("edit")} />}
      {status === "active" && <ActionButton icon={IconPlayerPause} label={t("manual_system_switch.disabled")} of={name} onClick={() => setAsked("disabled")} />}
      {status !== "active" && <ActionButton icon={IconPlayerPlay} label={t("manual_system_switch.active")} of={name} onClick={() => setAsked("active")} />}
      {status !== "archived" && <ActionButton icon={IconArchive} label={t("manual_system_switch.archived")} of={name} onClick={() => setAsked("archived")} />}
      {asked === "edit" && <EditSystemDialog system={system} onClose={close} />}
      {asked !== null && asked !== "edit" && <SwitchSystemDialog system={system} to={asked} onClose={close} />}
    </div>
  );
}
