import { IconPencil, IconZoomQuestion } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rate } from "../api/rates";
import { formatDay } from "../format/day";
import { actorWord, useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { Time } from "../ui/Time";
import { EnterRateDialog } from "./EnterRateDialog";
import { rateText } from "./rate-text";

interface Props {
  id: string;
  rate: Rate | undefined;
  loading: boolean;
  entry: boolean;
  onClose: () => void;
}

/** A rate beside the list: who says so, since when it holds, and where another can be entered. */
export function RatePane({ id, rate, loading, entry, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const [entering, setEntering] = useState(false);
  return (
    <Pane of={id} title={rate === undefined ? t("rates.title") : `${rate.base} / ${rate.quote}`} onClose={onClose}>
      {rate !== undefined && (
        <>
          {entry && <div className={tools.actions}><ActionButton icon={IconPencil} label={t("rates.enter")} of={`${rate.base} / ${rate.quote}`} onClick={() => setEntering(true)} /></div>}
          <Section title={rateText(rate, i18n.language)}>
            <Facts>
              <Fact name={t("rates.source")}>{wordFor("rate_source", rate.source)}</Fact>
              <Fact name={t("rates.day")}>{formatDay(rate.day, i18n.language)}</Fact>
              <Fact name={t("rates.at")}><Time at={rate.at} /></Fact>
              <Fact name={t("rates.actor")}>{actorWord(rate.actor, t)}</Fact>
            </Facts>
            <p className={tools.soft} style={{ margin: "0.5rem 0 0" }}>{t("rates.holds")}</p>
          </Section>
          {entering && <EnterRateDialog rate={rate} onClose={() => setEntering(false)} />}
        </>
      )}
      {rate === undefined && loading && <Loading />}
      {rate === undefined && !loading && <Message icon={IconZoomQuestion} title={t("rates.not_found")}>{t("rates.not_found_text")}</Message>}
    </Pane>
  );
}
