import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { enterRate, type Rate } from "../api/rates";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { isCurrency } from "../form/money-checks";
import { Pair } from "../form/Pair";
import { useForm } from "../form/use-form";
import { useRequestKey } from "../form/use-request-key";
import { dayAfter, todayIn } from "../format/day";
import { readDecimal } from "../format/minor";
import { useZone } from "../shell/session-context";
import { rateText } from "./rate-text";

const AHEAD_MAX_DAYS = 31;

/** Enters the rate of a pair for a day, in the place of one that was entered before. */
export function EnterRateDialog({ rate: known, onClose }: { rate?: Rate; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const key = useRequestKey();
  const today = todayIn(useZone());
  const form = useForm({ base: known?.base ?? "", quote: known?.quote ?? "", day: today, rate: "" });
  const typed = { base: form.values.base.trim().toUpperCase(), quote: form.values.quote.trim().toUpperCase(), day: form.values.day, rate: readDecimal(form.values.rate) };
  const said = isCurrency(typed.base) && isCurrency(typed.quote) && isRate(typed.rate);
  const check = () => {
    const faults = new Map<string, string>();
    if (!isCurrency(typed.base)) faults.set("base", t("fault.currency_unknown"));
    if (!isCurrency(typed.quote)) faults.set("quote", t("fault.currency_unknown"));
    else if (typed.quote === typed.base) faults.set("quote", t("fault.currencies_same"));
    if (!/^\d{4}-\d\d-\d\d$/.test(typed.day)) faults.set("day", t("fault.date_malformed"));
    else if (typed.day > later(today)) faults.set("day", t("rates.day_late"));
    if (!isRate(typed.rate)) faults.set("rate", t("fault.rate_malformed"));
    return faults;
  };
  const submit = async () => {
    await enterRate(typed, key);
    void queries.invalidateQueries({ queryKey: ["rates"] });
  };
  return (
    <FormDialog
      title={t("rates.enter_title")}
      happens={<>{t("rates.enter_text")}{said && <strong style={{ display: "block", marginTop: "0.3rem" }}>{rateText(typed, i18n.language)}</strong>}</>}
      form={form}
      check={check}
      confirm={t("rates.enter_confirm")}
      submit={submit}
      done={t("rates.entered")}
      onClose={onClose}
    >
      <Pair>
        <TextField form={form} name="base" label={t("rates.base")} max={3} mono required focus={known === undefined} />
        <TextField form={form} name="quote" label={t("rates.quote")} max={3} mono required />
      </Pair>
      <Pair>
        <TextField form={form} name="rate" label={t("rates.rate")} hint={t("rates.rate_hint")} max={24} required focus={known !== undefined} />
        <TextField form={form} name="day" label={t("rates.day")} hint={t("rates.enter_day_hint")} type="date" required />
      </Pair>
    </FormDialog>
  );
}

function isRate(text: string): boolean {
  return /^\d{1,9}(\.\d{1,12})?$/.test(text) && Number(text) > 0;
}

function later(day: string): string {
  let after = day;
  for (let turn = 0; turn < AHEAD_MAX_DAYS; turn += 1) after = dayAfter(after);
  return after;
}
