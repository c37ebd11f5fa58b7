import { useTranslation } from "react-i18next";
import type { Organisation, OrganisationChange } from "../api/organisation";
import { missing } from "../form/checks";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { GroupFields } from "./GroupFields";
import { changeOf, type Group, typedOf } from "./groups";

interface Props {
  group: Group;
  organisation: Organisation;
  save: (change: OrganisationChange) => Promise<void>;
  onClose: () => void;
}

/** Changes one group of the organisation's fields. */
export function EditGroupDialog({ group, organisation, save, onClose }: Props) {
  const { t } = useTranslation();
  const form = useForm(() => typedOf(organisation));
  const submit = async () => {
    const change = changeOf(group, organisation, form.values);
    if (Object.keys(change).length > 0) await save(change);
  };
  return (
    <FormDialog
      title={t(`organisation_group.${group}`)}
      happens={t(`organisation_group_text.${group}`)}
      form={form}
      check={() => (group === "names" ? missing(form.values, ["name"], t) : new Map())}
      confirm={t("action.save")}
      submit={submit}
      done={t("organisation.saved")}
      onClose={onClose}
    >
      <GroupFields group={group} form={form} organisation={organisation} />
    </FormDialog>
  );
}
