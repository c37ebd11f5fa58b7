import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ApiKey, rotateKey } from "../api/keys";
import { NumberField } from "../form/fields";
import { useForm } from "../form/use-form";
import { SecretDialog } from "./SecretDialog";

const OVERLAP_DEFAULT_H = 24;
const OVERLAP_MAX_H = 720;

/** Makes a key that takes another's place; both are taken for some hours. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ overlap_hours: String(OVERLAP_DEFAULT_H) });
  const typed = form.values.overlap_hours;
  const hours = Number(typed);
  const valid = /^\d{1,3}$/.test(typed) && hours <= OVERLAP_MAX_H;
  const submit = async () => {
    const shown = await rotateKey(apiKey.prefix, hours);
    void client.invalidateQueries({ queryKey: ["keys"] });
    return shown;
  };
  return (
    <SecretDialog
      title={t("keys.rotate_title", { name: apiKey.name || apiKey.prefix })}
      happens={<>{t("keys.rotate_text")} {valid && (hours === 0 ? t("keys.rotate_at_once") : t("keys.rotate_overlap", { count: hours }))}</>}
      form={form}
      check={() => new Map(valid ? [] : [["overlap_hours", t("fault.overlap_malformed")]])}
      confirm={t("keys.rotate_confirm")}
      submit={submit}
      onClose={onClose}
    >
      <NumberField form={form} name="overlap_hours" label={t("keys.overlap_hours")} hint={t("keys.overlap_hours_hint")} max={3} />
    </SecretDialog>
  );
}
