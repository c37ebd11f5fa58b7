import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { eventWord } from "../i18n/event-word";
import { Check } from "../ui/Check";
import styles from "./EndpointForm.module.css";
import { toldBy } from "./formats";
import type { EndpointFormState } from "./use-endpoint-form";

/** Which events the endpoint is told of, among those that its format has words for. */
export function EventTypesField({ form }: { form: EndpointFormState }) {
  const { t } = useTranslation();
  const id = useId();
  const told = toldBy(form.format);
  return (
    <div role="group" aria-labelledby={id}>
      <div className={styles.legend}>
        <span id={id}>{t("endpoints.event_types")}</span>
        <Button size="compact-xs" variant="subtle" onClick={form.toggleAll}>
          {t(form.types.length === told.length ? "endpoints.no_type" : "endpoints.every_type")}
        </Button>
      </div>
      <div className={styles.boxes}>
        {told.map((type) => (
          <Check
            key={type}
            label={<span title={type}>{eventWord(type)}</span>}
            checked={form.types.includes(type)}
            onChange={(wanted) => form.toggleType(type, wanted)}
          />
        ))}
      </div>
      {form.typesFault && <p className={styles.fault} role="alert">{form.typesFault}</p>}
    </div>
  );
}
