import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Message } from "../ui/Message";

/** Somebody came by an address to a page that is not theirs. */
export function NotPermitted() {
  const { t } = useTranslation();
  return <Message icon={IconLock} title={t("page.not_permitted")}>{t("problem.permission_missing")}</Message>;
}
