import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeMember, type Member } from "../api/people";
import { changesOf } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { type Access, AccessFields } from "./AccessFields";
import { beyond } from "./role-permissions";

/** Changes what a person may do. */
export function AccessDialog({ person, onClose }: { person: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before: Access = { role: person.role, permissions: [...person.permissions].sort() };
  const form = useForm<Access>(before);
  const submit = async () => {
    const { role, permissions } = form.values;
    const change = changesOf(before, { role, permissions: beyond(role, permissions).sort() });
    if (Object.keys(change).length > 0) await changeMember(person.id, change);
    void client.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <FormDialog
      title={t("people.access_title", { name: person.name })}
      happens={t("people.access_text")}
      form={form}
      confirm={t("action.save")}
      submit={submit}
      done={t("people.saved")}
      onClose={onClose}
    >
      <AccessFields form={form} />
    </FormDialog>
  );
}
