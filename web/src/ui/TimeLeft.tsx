import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { waitText } from "../format/time";

const TURN_MS = 1000;

/** How long until something can be tried again, counted down; it is read out once, not at each turn. */
export function TimeLeft({ until }: { until: number }) {
  const { t, i18n } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  const left = until - now;
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = window.setTimeout(() => setNow(Date.now()), TURN_MS);
    return () => window.clearTimeout(timer);
  }, [left]);
  return <div role="timer">{left > 0 ? t("problem.try_in", { time: waitText(left, i18n.language) }) : t("problem.try_now")}</div>;
}
