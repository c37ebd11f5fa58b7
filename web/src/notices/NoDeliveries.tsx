import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { endpointsQuery } from "../api/endpoints";
import { useSigned } from "../shell/session-context";
import { Message } from "../ui/Message";

/** Nothing was ever told: for want of somebody to tell, or of something. */
export function NoDeliveries({ pastEnd }: { pastEnd: boolean }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const endpoints = useQuery(endpointsQuery(mode)).data?.items;
  if (pastEnd) {
    return (
      <Message icon={IconSend} title={t("payments.past_end")} action={<Link to="/notices/deliveries" search={{ mode }}>{t("list.newest")}</Link>}>
        {t("deliveries.past_end_text")}
      </Message>
    );
  }
  const deaf = endpoints?.length === 0;
  return (
    <Message
      icon={IconSend}
      title={t(mode === "test" ? "deliveries.empty_title_test" : "deliveries.empty_title_live")}
      action={deaf && <Link to="/notices/endpoints">{t("deliveries.to_endpoints")}</Link>}
    >
      {t(deaf ? "deliveries.empty_deaf" : "deliveries.empty_text")}
    </Message>
  );
}
