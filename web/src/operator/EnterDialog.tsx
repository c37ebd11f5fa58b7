import { useTranslation } from "react-i18next";
import { useRouter } from "@tanstack/react-router";
import { visitOrganisation } from "../api/operator";
import type { Organisation } from "../api/organisation";
import { stringifySearch } from "../app/search";
import { missing } from "../form/checks";
import { ChoiceField, TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { knownWord, useWords } from "../i18n/words";

/** An operator goes into an organisation, for an hour and for a reason that its journal keeps. */
export function EnterDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { basepath } = useRouter();
  const form = useForm({ role: "viewer" as string, reason: "" });
  const submit = async () => {
    await visitOrganisation(organisation.slug, form.values.role === "manager" ? "manager" : "viewer", form.values.reason.trim());
    // A new document: nothing that is kept of one organisation can be taken for another's.
    window.location.assign(`${basepath}/payments${stringifySearch({ org: organisation.slug })}`);
  };
  return (
    <FormDialog
      title={t("organisations.enter_title", { name: organisation.name })}
      happens={t("organisations.enter_text")}
      form={form}
      check={() => missing(form.values, ["reason"], t)}
      confirm={t("organisations.enter")}
      submit={submit}
      done={t("organisations.entered", { name: organisation.name })}
      onClose={onClose}
    >
      <ChoiceField
        form={form}
        name="role"
        label={t("organisations.enter_as")}
        hint={knownWord("role_text", form.values.role) ?? undefined}
        options={(["viewer", "manager"] as const).map((role) => ({ value: role, label: wordFor("role", role) }))}
      />
      <TextField form={form} name="reason" label={t("reason.label")} hint={t("organisations.enter_reason_hint")} max={500} required focus />
    </FormDialog>
  );
}
