import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ApiKey, revokeKey } from "../api/keys";
import { formatAge } from "../format/time";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

/** Ends a key for good; says when it was last used, for somebody may rely on it. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const submit = async () => {
    await revokeKey(apiKey.prefix);
    announce(t("keys.revoked"));
    void client.invalidateQueries({ queryKey: ["keys"] });
  };
  return (
    <ConfirmDialog title={t("keys.revoke_title", { name: apiKey.name || apiKey.prefix })} confirm={t("keys.revoke")} final submit={submit} onClose={onClose}>
      {t("keys.revoke_text")}
      <p style={{ margin: "0.5rem 0 0" }}>
        {apiKey.last_used_at ? t("keys.used_age", { age: formatAge(apiKey.last_used_at, i18n.language) }) : t("keys.used_never")}
      </p>
    </ConfirmDialog>
  );
}
