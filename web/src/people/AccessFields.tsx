import { useTranslation } from "react-i18next";
import { PERMISSIONS } from "../app/permission";
import { ChecksField } from "../form/ChecksField";
import { ChoiceField } from "../form/fields";
import type { Form } from "../form/use-form";
import { knownWord, useWords } from "../i18n/words";
import { useSigned } from "../shell/session-context";
import { givenBy, rolesFor } from "./role-permissions";

export interface Access {
  role: string;
  permissions: string[];
}

/** A role, and single permissions beyond it: what the role gives is shown as given. */
export function AccessFields<T extends Access>({ form: any }: { form: Form<T> }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { session } = useSigned();
  const form = any as unknown as Form<Access>;
  const { role, permissions } = form.values;
  const roles = [...new Set<string>([...rolesFor(session), role])];
  const given: readonly string[] = givenBy(role);
  return (
    <>
      <ChoiceField form={form} name="role" label={t("people.role")} hint={knownWord("role_text", role) ?? undefined} options={roles.map((one) => ({ value: one, label: wordFor("role", one) }))} />
      <ChecksField
        label={t("people.permissions")}
        hint={t("people.permissions_hint")}
        options={PERMISSIONS.map((permission) => ({
          value: permission,
          label: wordFor("permission", permission),
          fixed: given.includes(permission),
          disabled: !session.permissions.includes(permission) && !permissions.includes(permission),
          hint: given.includes(permission) ? t("people.given_by_role") : undefined,
        }))}
        chosen={permissions}
        error={form.faults.get("permissions")}
        onChange={(chosen) => form.set("permissions", chosen)}
      />
    </>
  );
}
