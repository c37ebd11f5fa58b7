import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { switchOrganisation } from "../api/operator";
import type { Organisation } from "../api/organisation";
import { useAnnounce } from "../ui/Announcer";
import { ReasonDialog } from "../ui/ReasonDialog";

interface Props {
  organisation: Organisation;
  to: Organisation["status"];
  onClose: () => void;
}

/** Disables an organisation, or enables it again: says what that means for its payers, and asks why. */
export function SwitchOrganisationDialog({ organisation, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const word = to === "active" ? "enable" : "disable";
  const submit = async (reason: string) => {
    await switchOrganisation(organisation.slug, to, reason);
    announce(t(`organisations.${word}_done`, { name: organisation.name }));
    void client.invalidateQueries({ queryKey: ["organisations"] });
  };
  return (
    <ReasonDialog
      title={`${t(`organisations.${word}`)}: ${organisation.name}`}
      confirm={t(`organisations.${word}`)}
      field="reason"
      label={t("reason.label")}
      hint={t("organisations.reason_hint")}
      submit={submit}
      onClose={onClose}
    >
      {t(`organisations.${word}_text`)}
    </ReasonDialog>
  );
}
