import { useTranslation } from "react-i18next";
import { inviteOwner } from "../api/operator";
import type { Organisation } from "../api/organisation";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";

/** Asks an owner in to an organisation that has none: the first letter was lost, or has expired. */
export function InviteOwnerDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ email: "" });
  const submit = async () => void (await inviteOwner(organisation.slug, form.values.email.trim()));
  return (
    <FormDialog
      title={`${t("organisations.owner_invite")}: ${organisation.name}`}
      happens={t("organisations.owner_invite_text")}
      form={form}
      check={() => missing(form.values, ["email"], t)}
      codes={{ already_invited: "email", already_member: "email" }}
      confirm={t("invitations.create_confirm")}
      submit={submit}
      done={t("invitations.created")}
      onClose={onClose}
    >
      <TextField form={form} name="email" label={t("organisations.owner_email")} type="email" max={254} required focus />
    </FormDialog>
  );
}
