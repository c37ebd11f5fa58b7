import { useTranslation } from "react-i18next";
import { explainTime, formatTime } from "../format/time";
import { useZone } from "../shell/session-context";

/** A moment in the organisation's zone; the zone's name on hover. */
export function Time({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const zone = useZone();
  return (
    <time className="figures" dateTime={at} title={explainTime(at, i18n.language, zone)} style={{ whiteSpace: "nowrap" }}>
      {formatTime(at, i18n.language, zone)}
    </time>
  );
}
