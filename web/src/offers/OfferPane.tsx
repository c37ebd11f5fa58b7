import { IconPlayerPause, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Offer, offerQuery } from "../api/offers";
import { ApiError } from "../api/problem";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { SystemList } from "../pay-systems/SystemList";
import { useSigned } from "../shell/session-context";
import { Amount } from "../ui/Amount";
import { Callout } from "../ui/Callout";
import { CopyLink } from "../ui/CopyLink";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Multiline } from "../ui/Multiline";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { BuyButton } from "./BuyButton";
import { BuyLink } from "./BuyLink";
import { OfferActions } from "./OfferActions";

interface Props {
  id: string;
  /** As the list has it; absent where another page of it is open. */
  row: Offer | undefined;
  onClose: () => void;
}

/** An offer beside the list: its price, how it may be paid, and its link and button. */
export function OfferPane({ id, row, onClose }: Props) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const known = /^\d{1,15}$/.test(id);
  const query = useQuery({ ...offerQuery(mode, Number(id)), enabled: known });
  const offer = query.data ?? row;
  const body = () => {
    if (offer !== undefined) return <OfferBody key={id} offer={offer} />;
    if (!known || (query.error instanceof ApiError && query.error.status === 404)) {
      return <Message icon={IconZoomQuestion} title={t("offers.not_found")}>{t("offers.not_found_text")}</Message>;
    }
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  return <Pane of={id} title={offer?.title ?? t("offers.numbered", { number: id })} tools={<CopyLink keep={{ mode, open: id }} />} onClose={onClose}>{body()}</Pane>;
}

function OfferBody({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  return (
    <>
      <OfferActions offer={offer} />
      {offer.status !== "active" && (
        <div className={tools.notice} style={{ paddingBottom: "0.75rem" }}><Callout tone="attention" icon={IconPlayerPause}>{t("offers.sells_nothing")}</Callout></div>
      )}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("offers.price")}><strong><Amount {...offer.price} /></strong></Fact>
          <Fact name={t("offers.status")}><StatusMark group="offer_status" code={offer.status} /></Fact>
          {offer.description !== "" && <Fact name={t("offers.description")}><Multiline text={offer.description} /></Fact>}
          <Fact name={t("offers.number")} value={String(offer.number)} />
          <Fact name={t("offers.success_url")} value={offer.success_url} mono />
          <Fact name={t("offers.created_at")}><Time at={offer.created_at} /></Fact>
        </Facts>
      </Section>
      <Section title={t("offers.systems")} count={offer.systems.length}>
        <SystemList systems={offer.systems} />
        {offer.systems.some(({ kind }) => kind === "manual") && <p className={tools.soft} style={{ margin: "0.4rem 0 0" }}>{t("offers.confirm_within", { count: offer.confirm_days })}</p>}
      </Section>
      <Section title={t("offers.link")}><BuyLink link={offer.link} active={offer.status === "active"} /></Section>
      <Section title={t("offers.button")}><BuyButton html={offer.button} /></Section>
    </>
  );
}
