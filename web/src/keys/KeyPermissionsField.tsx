import { useTranslation } from "react-i18next";
import { KEY_PERMISSIONS } from "../api/keys";
import { ChecksField } from "../form/ChecksField";
import { useWords } from "../i18n/words";

interface Props {
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** What a secret key may do. */
export function KeyPermissionsField(props: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return <ChecksField label={t("keys.permissions")} hint={t("keys.permissions_hint")} options={KEY_PERMISSIONS.map((one) => ({ value: one, label: wordFor("key_permission", one) }))} {...props} />;
}
