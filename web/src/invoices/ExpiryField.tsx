import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Pair } from "../form/Pair";
import { zoneOffset } from "../format/time";

interface Props {
  value: { day: string; time: string };
  zone: string;
  error: string | undefined;
  onChange: (value: { day: string; time: string }) => void;
}

/** Until when it can be paid: a day and a time of the organisation's zone. */
export function ExpiryField({ value, zone, error, onChange }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <div>
      <Pair>
        <TextInput label={t("invoices.expires_day")} type="date" required value={value.day} error={error} onChange={(event) => onChange({ ...value, day: event.currentTarget.value })} />
        <TextInput label={t("invoices.expires_time")} type="time" required value={value.time} aria-invalid={error !== undefined} onChange={(event) => onChange({ ...value, time: event.currentTarget.value.slice(0, 5) })} />
      </Pair>
      <div style={{ marginTop: "0.25rem", color: "var(--ink-soft)", fontSize: "0.75rem" }}>{t("invoices.expires_hint", { zone, offset: zoneOffset(i18n.language, zone) })}</div>
    </div>
  );
}
