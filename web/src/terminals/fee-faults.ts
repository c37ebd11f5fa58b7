import type { TFunction } from "i18next";
import type { FeeBody } from "../api/terminals";
import { readDecimal } from "../format/minor.ts";

/** What is wrong with fees as typed, by the API's names of the fields. */
export function feeFaults(fees: readonly FeeBody[], t: TFunction): Map<string, string> {
  const faults = new Map<string, string>();
  fees.forEach((fee, at) => {
    const say = (cell: keyof FeeBody, text: string) => faults.set(`fees.${at}.${cell}`, text);
    if (!/^[A-Z]{3}$/.test(fee.currency)) say("currency", t("fault.currency_unknown"));
    else if (fees.findIndex(({ currency }) => currency === fee.currency) !== at) say("currency", t("fault.currency_twice"));
    for (const cell of ["service_percent", "bank_percent"] as const) {
      const value = readDecimal(fee[cell]);
      if (!/^\d{1,3}(\.\d{1,6})?$/.test(value) || Number(value) > 100) say(cell, t("fault.percent_malformed"));
    }
    if (!/^\d{1,15}(\.\d{1,4})?$/.test(readDecimal(fee.minimum))) say("minimum", t("fault.amount_malformed"));
  });
  return faults;
}
