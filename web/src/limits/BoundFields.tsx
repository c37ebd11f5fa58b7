import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Form } from "../form/use-form";
import { BOUNDS, isCount } from "./bound-text";
import styles from "./BoundFields.module.css";
import type { TypedBounds } from "./typed";

/** The six bounds side by side: sums at the left, numbers of payments at the right. */
export function BoundFields<T extends TypedBounds>({ form: any, hint, currency }: { form: Form<T>; hint: string; currency?: string }) {
  const { t } = useTranslation();
  const form = any as unknown as Form<TypedBounds>;
  return (
    <div role="group" aria-label={t("limits.bounds")}>
      <p className={styles.hint}>{hint}</p>
      <div className={styles.fields}>
        {BOUNDS.map((bound) => (
          <TextInput
            key={bound}
            label={isCount(bound) || !currency ? t(`limit_bound.${bound}`) : `${t(`limit_bound.${bound}`)}, ${currency}`}
            inputMode={isCount(bound) ? "numeric" : "decimal"}
            autoComplete="off"
            maxLength={24}
            value={form.values[bound]}
            error={form.faults.get(bound)}
            onChange={(event) => form.set(bound, event.currentTarget.value)}
          />
        ))}
      </div>
    </div>
  );
}
