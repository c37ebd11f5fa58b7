import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Message } from "./Message";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <Message icon={IconMapOff} title={t("page.not_found")} action={<Link to="/payments">{t("page.to_payments")}</Link>}>
        {t("page.not_found_text")}
      </Message>
    </main>
  );
}
