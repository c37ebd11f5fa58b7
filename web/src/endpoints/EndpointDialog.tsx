import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeEndpoint, createEndpoint } from "../api/endpoints";
import { refreshNotices } from "../api/notices";
import type { Endpoint, EndpointBody, ShownSecret } from "../api/types";
import { useAnnounce } from "../ui/Announcer";
import { Dialog } from "../ui/Dialog";
import { EndpointForm } from "./EndpointForm";
import { ShownSecrets } from "./ShownSecrets";

interface Props {
  /** The one to be changed; without it a new one is made. */
  endpoint?: Endpoint;
  /** No other of the mode is primary. */
  first?: boolean;
  onClose: () => void;
}

/** Makes an endpoint, and shows its secrets this once; or changes one. */
export function EndpointDialog({ endpoint, first = false, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const announce = useAnnounce();
  const saving = useMutation({
    mutationFn: async (body: EndpointBody): Promise<ShownSecret[]> => {
      if (endpoint === undefined) return (await createEndpoint(body)).secrets;
      await changeEndpoint(endpoint.id, body);
      return [];
    },
    onSuccess: (secrets) => {
      announce(t("endpoints.saved"));
      // A letter to a person is not signed.
      if (secrets.length === 0) onClose();
    },
    onSettled: () => void refreshNotices(client),
  });
  const secrets = saving.data ?? [];
  const shown = secrets.length > 0;
  const title = () => {
    if (shown) return t("endpoints.secrets_title");
    return endpoint === undefined ? t("endpoints.create_title") : t("endpoints.edit_title", { name: endpoint.name || endpoint.address });
  };
  return (
    <Dialog title={title()} onClose={onClose} busy={saving.isPending} firm={shown}>
      {shown
        ? <ShownSecrets secrets={secrets} onClose={onClose} />
        : <EndpointForm endpoint={endpoint} first={first} busy={saving.isPending} error={saving.isPending ? null : saving.error} onSend={saving.mutate} onClose={onClose} />}
    </Dialog>
  );
}
