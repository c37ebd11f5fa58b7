import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { deleteEndpoint, disableEndpoint, enableEndpoint } from "../api/endpoints";
import { refreshNotices } from "../api/notices";
import type { Endpoint } from "../api/types";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { heldText } from "./EndpointCard";

const SWITCHES = { enable: enableEndpoint, disable: disableEndpoint, delete: deleteEndpoint };

interface Props {
  endpoint: Endpoint;
  to: keyof typeof SWITCHES;
  onClose: () => void;
}

/** Enables, disables or deletes an endpoint, after saying what becomes of what it was to be told. */
export function SwitchDialog({ endpoint, to, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const name = endpoint.name || endpoint.address;
  const submit = async () => {
    await SWITCHES[to](endpoint.id);
    announce(t(`endpoints.${to}_done`, { name }));
    void refreshNotices(client);
  };
  return (
    <ConfirmDialog title={t(`endpoints.${to}_title`, { name })} confirm={t(`endpoints.${to}`)} final={to === "delete"} submit={submit} onClose={onClose}>
      {t(`endpoints.${to}_text`)}
      {to !== "disable" && endpoint.held > 0 && <p style={{ margin: "0.5rem 0 0" }}>{t(`endpoints.${to}_held`, { held: heldText(endpoint.held) })}</p>}
      {to === "delete" && endpoint.primary && <p style={{ margin: "0.5rem 0 0" }}><strong>{t("endpoints.delete_primary")}</strong></p>}
    </ConfirmDialog>
  );
}
