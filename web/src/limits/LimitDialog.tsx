import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Limit, LIMIT_SCOPES, limitsQuery, setLimit } from "../api/limits";
import { terminalsQuery } from "../api/terminals";
import { ChoiceField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { knownWord, useWords } from "../i18n/words";
import { useSigned } from "../shell/session-context";
import { BoundFields } from "./BoundFields";
import { limitName } from "./limit-name";
import { limitOf } from "./limit-of";
import { useSetter } from "./own";
import { boundFaults, boundsOf, NO_BOUNDS, typedBounds } from "./typed";

interface Props {
  /** The one to be changed; without it a new one is made. */
  limit?: Limit;
  onClose: () => void;
}

/** Sets a limit: what is left empty is not limited. */
export function LimitDialog({ limit, onClose }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { session, mode } = useSigned();
  const client = useQueryClient();
  const setter = useSetter();
  const terminals = useQuery(terminalsQuery(mode)).data?.items ?? [];
  const currency = session.organisation?.currency ?? "";
  const known = useQuery(limitsQuery(mode)).data?.items ?? [];
  const form = useForm({ scope: limit?.scope ?? "organisation", terminal: limit?.terminal ?? "", currency: limit?.currency ?? currency, ...(limit ? typedBounds(limit) : NO_BOUNDS) });
  const { values } = form;
  const scope = LIMIT_SCOPES.find((one) => one === values.scope) ?? "organisation";
  const terminal = scope === "terminal" ? values.terminal || (terminals[0]?.terminal ?? "") : null;
  const of = { scope, terminal, currency: values.currency.trim().toUpperCase() };
  const taken = limit === undefined && known.some((one) => one.set_by === setter && limitName(one) === limitName(of));
  const check = () => {
    const faults = boundFaults(values, t);
    if (!/^[A-Z]{3}$/.test(of.currency)) faults.set("currency", t("fault.currency_unknown"));
    if (terminal === "") faults.set("terminal", t("fault.required"));
    // Made anew it would replace what there is, unseen.
    if (taken) faults.set("currency", t("fault.limit_taken"));
    return faults;
  };
  const submit = async () => {
    await setLimit(limitOf(of, mode), boundsOf(values));
    void client.invalidateQueries({ queryKey: ["limits"] });
  };
  return (
    <FormDialog
      title={limit === undefined ? t("limits.create_title") : t("limits.edit_title", { name: limitName(limit) })}
      happens={<>{knownWord("limit_scope_text", scope)} {t("limits.set_text")}</>}
      form={form}
      check={check}
      confirm={t(limit === undefined ? "limits.create_confirm" : "action.save")}
      submit={submit}
      done={t("limits.saved")}
      onClose={onClose}
    >
      {limit === undefined && (
        <>
          <ChoiceField form={form} name="scope" focus label={t("limits.scope")} options={LIMIT_SCOPES.map((one) => ({ value: one, label: wordFor("limit_scope", one) }))} />
          {scope === "terminal" && (
            <ChoiceField form={form} name="terminal" label={t("limits.terminal")} options={terminals.map((one) => ({ value: one.terminal, label: `${one.name} (${one.terminal})` }))} />
          )}
          <TextField form={form} name="currency" label={t("limits.currency")} hint={t("organisation_hint.currency")} max={3} mono required />
        </>
      )}
      <BoundFields form={form} hint={t("limits.bounds_hint")} currency={of.currency} />
    </FormDialog>
  );
}
