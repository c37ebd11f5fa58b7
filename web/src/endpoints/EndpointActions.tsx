import { Button } from "@mantine/core";
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconStethoscope, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Endpoint } from "../api/types";
import { may } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { EndpointDialog } from "./EndpointDialog";
import styles from "./EndpointsPage.module.css";
import { SwitchDialog } from "./SwitchDialog";
import { TesterDialog } from "./TesterDialog";

type Asked = "edit" | "test" | "enable" | "disable" | "delete";

const ICONS = { edit: IconPencil, test: IconStethoscope, enable: IconPlayerPlay, disable: IconPlayerPause, delete: IconTrash };

/** What this person may do with an endpoint. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (!may(session, "settings")) return null;
  const close = () => setAsked(null);
  const offered: Asked[] = [
    ...(endpoint.status === "enabled" ? [] : ["enable" as const]),
    "edit",
    ...(endpoint.format === "email" ? [] : ["test" as const]),
    ...(endpoint.status === "enabled" ? ["disable" as const] : []),
    "delete",
  ];
  return (
    <div className={styles.actions}>
      {offered.map((action) => {
        const Icon = ICONS[action];
        return (
          <Button
            key={action}
            size="compact-sm"
            variant={action === "enable" ? "filled" : "default"}
            leftSection={<Icon size={14} aria-hidden />}
            aria-haspopup="dialog"
            aria-label={`${t(`endpoints.${action}`)}: ${endpoint.name || endpoint.address}`}
            onClick={() => setAsked(action)}
          >
            {t(`endpoints.${action}`)}
          </Button>
        );
      })}
      {asked === "edit" && <EndpointDialog endpoint={endpoint} onClose={close} />}
      {asked === "test" && <TesterDialog endpoint={endpoint} onClose={close} />}
      {(asked === "enable" || asked === "disable" || asked === "delete") && <SwitchDialog endpoint={endpoint} to={asked} onClose={close} />}
    </div>
  );
}
