import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PaySystem } from "../api/offers";
import { ChecksField } from "../form/ChecksField";
import { useWords } from "../i18n/words";
import { ProblemCallout } from "../ui/ProblemCallout";
import type { Ways } from "./use-pay-systems";

interface Props {
  label: string;
  hint: string;
  ways: Ways;
  /** What was allowed before, and may not be there any more. */
  before?: readonly PaySystem[];
  currency: string;
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** By which systems something may be paid. What does not take the currency cannot be chosen, and says so. */
export function SystemsField({ label, hint, ways: { ways, loading, error: failure }, before = [], currency, chosen, error, onChange }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  if (loading) return <div role="status" aria-label={t("list.loading")}>{[60, 45, 52].map((width) => <Skeleton key={width} height={12} width={`${width}%`} mb={10} radius="xl" />)}</div>;
  if (failure) return <ProblemCallout error={failure} />;
  const known = ways.map((way) => {
    const takes = /^[A-Z]{3}$/.test(currency) ? way.takes(currency) : "yes";
    const said = { yes: wordFor("pay_system_kind", way.kind), no: t("pay_systems.no_currency", { currency }), converted: t("pay_systems.converted", { currency: way.instead }) }[takes];
    return { value: way.id, label: way.name, hint: said, disabled: takes === "no" && !chosen.includes(way.id) };
  });
  const gone = before.filter(({ id }) => !ways.some((way) => way.id === id)).map(({ id, name, status }) => ({ value: id, label: name, hint: wordFor("standing", status) }));
  return <ChecksField label={label} hint={known.length + gone.length === 0 ? t("pay_systems.none") : hint} options={[...known, ...gone]} chosen={chosen} error={error} onChange={onChange} />;
}
