import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { endpointsQuery } from "../api/endpoints";
import type { DeliveriesSearch } from "../app/search";
import { eventWord } from "../i18n/event-word";
import { useWords } from "../i18n/words";
import { useSigned } from "../shell/session-context";
import { Fact, Facts } from "../ui/Facts";

/** A filter in words. */
export function FilterFacts({ search }: { search: DeliveriesSearch }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { mode } = useSigned();
  const endpoint = useQuery(endpointsQuery(mode)).data?.items.find(({ id }) => String(id) === search.endpoint);
  const day = (value: string | undefined) => (value === undefined ? null : <span className="figures">{value}</span>);
  return (
    <Facts>
      <Fact name={t("shell.mode")}>{t(`shell.${mode}`)}</Fact>
      <Fact name={t("deliveries.state")}>{search.status === undefined ? t("deliveries.any_state") : wordFor("delivery_filter", search.status)}</Fact>
      <Fact name={t("deliveries.endpoint")}>{search.endpoint === undefined ? t("deliveries.any_endpoint") : endpoint?.name || endpoint?.address || search.endpoint}</Fact>
      <Fact name={t("deliveries.event_type")}>{search.event_type === undefined ? t("deliveries.any_event") : eventWord(search.event_type)}</Fact>
      <Fact name={t("deliveries.payment")}>{search.number}</Fact>
      <Fact name={t("deliveries.from_day")}>{day(search.from)}</Fact>
      <Fact name={t("deliveries.to_day")}>{day(search.to)}</Fact>
    </Facts>
  );
}
