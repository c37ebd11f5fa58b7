import { IconArchive, IconCoins, IconCopyPlus, IconPencil, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Terminal } from "../api/terminals";
import { isOperator } from "../app/operator";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { CopyTerminalDialog } from "./CopyTerminalDialog";
import { EditTerminalDialog } from "./EditTerminalDialog";
import { FeesDialog } from "./FeesDialog";
import { SwitchTerminalDialog } from "./SwitchTerminalDialog";

type Asked = "edit" | "copy" | "fees" | Terminal["status"];

/** What this person may do with a terminal. */
export function TerminalActions({ terminal }: { terminal: Terminal }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (!may(session, "settings") && !isOperator(session)) return null;
  const settings = may(session, "settings");
  const { status, name } = terminal;
  return (
    <div className={tools.actions}>
      {settings && status !== "archived" && <ActionButton icon={IconPencil} label={t("action.edit")} of={name} onClick={() => setAsked("edit")} />}
      {isOperator(session) && <ActionButton icon={IconCoins} label={t("terminals.fees_edit")} of={name} onClick={() => setAsked("fees")} />}
      {settings && <ActionButton icon={IconCopyPlus} label={t("terminals.copy")} of={name} onClick={() => setAsked("copy")} />}
      {settings && status === "active" && <ActionButton icon={IconPlayerPause} label={t("terminal_switch.disabled")} of={name} onClick={() => setAsked("disabled")} />}
      {settings && status !== "active" && <ActionButton icon={IconPlayerPlay} label={t("terminal_switch.active")} of={name} onClick={() => setAsked("active")} />}
      {settings && status !== "archived" && <ActionButton icon={IconArchive} label={t("terminal_switch.archived")} of={name} onClick={() => setAsked("archived")} />}
      {asked === "edit" && <EditTerminalDialog terminal={terminal} onClose={close} />}
      {asked === "copy" && <CopyTerminalDialog terminal={terminal} onClose={close} />}
      {asked === "fees" && <FeesDialog terminal={terminal} onClose={close} />}
      {(asked === "active" || asked === "disabled" || asked === "archived") && <SwitchTerminalDialog terminal={terminal} to={asked} onClose={close} />}
    </div>
  );
}
