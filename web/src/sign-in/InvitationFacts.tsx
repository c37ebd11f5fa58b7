import { useTranslation } from "react-i18next";
import type { Invitation } from "../api/invitation";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";

/** To what, as what, and by which address. */
export function InvitationFacts({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { organisation, role, email } = invitation;
  return (
    <Facts>
      <Fact name={t("invitation.organisation")}><strong>{organisation?.name ?? t("invitation.platform")}</strong></Fact>
      <Fact name={t("invitation.role")}>{organisation === null ? t("shell.operator") : role && wordFor("role", role)}</Fact>
      <Fact name={t("invitation.email")}>{email}</Fact>
    </Facts>
  );
}
