import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { inviteOperator } from "../api/operator";
import { missing } from "../form/checks";
import { TextField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";

/** Asks somebody to run the platform too, by a letter. */
export function InviteOperatorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ email: "" });
  const submit = async () => {
    await inviteOperator(form.values.email.trim());
    void client.invalidateQueries({ queryKey: ["invitations"] });
    void navigate({ to: "/operator/operators/invitations" });
  };
  return (
    <FormDialog
      title={t("operators.invite")}
      happens={t("operators.invite_text")}
      form={form}
      check={() => missing(form.values, ["email"], t)}
      codes={{ already_member: "email", already_invited: "email" }}
      confirm={t("invitations.create_confirm")}
      submit={submit}
      done={t("invitations.created")}
      onClose={onClose}
    >
      <TextField form={form} name="email" label={t("people.email")} type="email" max={254} required focus />
    </FormDialog>
  );
}
