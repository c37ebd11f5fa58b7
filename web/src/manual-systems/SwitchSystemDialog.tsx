import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ManualSystem, type ManualSystemStatus, switchManualSystem } from "../api/manual-systems";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  system: ManualSystem;
  to: ManualSystemStatus;
  onClose: () => void;
}

/** Enables, disables or archives a system, after saying what that means for payers. */
export function SwitchSystemDialog({ system, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const submit = async () => {
    await switchManualSystem(system.mode, system.id, to);
    announce(t("manual_systems.saved"));
    void client.invalidateQueries({ queryKey: ["manual-systems"] });
    void client.invalidateQueries({ queryKey: ["offers"] });
  };
  return (
    <ConfirmDialog title={`${t(`manual_system_switch.${to}`)}: ${system.name}`} confirm={t(`manual_system_switch.${to}`)} final={to === "archived"} submit={submit} onClose={onClose}>
      {t(`manual_system_switch_text.${to}`)}
    </ConfirmDialog>
  );
}
