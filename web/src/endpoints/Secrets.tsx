import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Endpoint, EndpointSecret } from "../api/types";
import { may } from "../app/permission";
import { formatAge, formatTime } from "../format/time";
import { useWords } from "../i18n/words";
import tables from "../payments/small-table.module.css";
import { useSigned, useZone } from "../shell/session-context";
import { Fold } from "../ui/Fold";
import { Time } from "../ui/Time";
import styles from "./EndpointsPage.module.css";
import { RotateDialog } from "./RotateDialog";

/** What notices are signed with: how old each secret is, and until when the one before signs on. */
export function Secrets({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const [rotating, setRotating] = useState<string | null>(null);
  if (endpoint.secrets.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t("endpoints.secrets")}</h3>
      <Fold>
        <table className={tables.table} aria-label={t("endpoints.secrets")}>
          <tbody>
            {endpoint.secrets.map((secret) => (
              <SecretRow key={`${secret.scheme}:${secret.id}`} secret={secret} onRotate={() => setRotating(secret.scheme)} />
            ))}
          </tbody>
        </table>
      </Fold>
      {rotating !== null && <RotateDialog endpoint={endpoint} scheme={rotating} onClose={() => setRotating(null)} />}
    </>
  );
}

function SecretRow({ secret, onRotate }: { secret: EndpointSecret; onRotate: () => void }) {
  const { t, i18n } = useTranslation();
  const { session } = useSigned();
  const zone = useZone();
  const wordFor = useWords();
  const scheme = wordFor("format", secret.scheme);
  return (
    <tr>
      <td>
        {scheme}
        <div className={tables.soft} title={formatTime(secret.created_at, i18n.language, zone)}>
          {t("endpoints.secret_made", { age: formatAge(secret.created_at, i18n.language) })}
        </div>
      </td>
      <td>{secret.expires_at ? <>{t("endpoints.signs_until")} <Time at={secret.expires_at} /></> : t("endpoints.signs")}</td>
      <td data-end>
        {!secret.expires_at && may(session, "settings") && (
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" aria-label={`${t("endpoints.rotate")}: ${scheme}`} onClick={onRotate}>
            {t("endpoints.rotate")}
          </Button>
        )}
      </td>
    </tr>
  );
}
