import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { switchTerminal, type Terminal } from "../api/terminals";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  terminal: Terminal;
  to: Terminal["status"];
  onClose: () => void;
}

/** Enables, disables or archives a terminal, after saying what that means for payers. */
export function SwitchTerminalDialog({ terminal, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const submit = async () => {
    await switchTerminal(terminal.terminal, to);
    announce(t("terminals.saved"));
    void client.invalidateQueries({ queryKey: ["terminals"] });
  };
  return (
    <ConfirmDialog title={`${t(`terminal_switch.${to}`)}: ${terminal.name}`} confirm={t(`terminal_switch.${to}`)} final={to === "archived"} submit={submit} onClose={onClose}>
      {t(`terminal_switch_text.${to}`)}
    </ConfirmDialog>
  );
}
