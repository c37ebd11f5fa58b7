import { IconBuildingOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";
import { useSigned } from "./session-context";

/** For a person who belongs to no organisation, or not to the one that the address names. */
export function NoOrganisation() {
  const { t } = useTranslation();
  const { organisations } = useSigned().session;
  if (organisations.length > 0) {
    return <Message icon={IconBuildingOff} title={t("problem.organisation_refused")}>{t("shell.choose_organisation")}</Message>;
  }
  return <Message icon={IconBuildingOff} title={t("shell.no_organisation")}>{t("shell.no_organisation_text")}</Message>;
}
