import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { invite } from "../api/people";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { AccessFields } from "./AccessFields";
import { beyond } from "./role-permissions";

/** Asks somebody to join, by a letter. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ email: "", role: "viewer", permissions: [] as string[] });
  const { email, role, permissions } = form.values;
  const submit = async () => {
    await invite({ email: email.trim(), role, permissions: beyond(role, permissions) });
    void client.invalidateQueries({ queryKey: ["invitations"] });
    void navigate({ to: "/organisation/people/invitations" });
  };
  return (
    <FormDialog
      title={t("invitations.create_title")}
      happens={t("invitations.create_text")}
      form={form}
      check={() => missing(form.values, ["email"], t)}
      codes={{ already_member: "email", already_invited: "email" }}
      confirm={t("invitations.create_confirm")}
      submit={submit}
      done={t("invitations.created")}
      onClose={onClose}
    >
      <TextField form={form} name="email" label={t("people.email")} type="email" max={254} required focus />
      <AccessFields form={form} />
    </FormDialog>
  );
}
