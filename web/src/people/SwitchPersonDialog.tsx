import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Member, switchMember } from "../api/people";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  person: Member;
  to: Member["status"];
  onClose: () => void;
}

/** Shuts a person out, or lets them in again. */
export function SwitchPersonDialog({ person, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const word = to === "active" ? "activate" : "deactivate";
  const submit = async () => {
    await switchMember(person.id, to);
    announce(t("people.saved"));
    void client.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <ConfirmDialog title={`${t(`people.${word}`)}: ${person.name}`} confirm={t(`people.${word}`)} submit={submit} onClose={onClose}>
      {t(`people.${word}_text`)}
    </ConfirmDialog>
  );
}
