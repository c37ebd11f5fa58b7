import { IconBuildingOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";
import { useSigned } from "./session-context";

/** For a person who belongs to no organisation, or to none any more. */
export function NoOrganisation() {
  const { t } = useTranslation();
  const { organisations } = useSigned().session;
  return (
    <Message icon={IconBuildingOff} title={t("shell.no_organisation")}>
      {t(organisations.length > 0 ? "shell.choose_organisation" : "shell.no_organisation_text")}
    </Message>
  );
}
