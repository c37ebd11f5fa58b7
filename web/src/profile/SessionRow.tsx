import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "../api/profile";
import { formatAge } from "../format/time";
import { Time } from "../ui/Time";
import { agentWords } from "./agent-words";
import styles from "./ProfilePage.module.css";

export function SessionRow({ item, onEnd }: { item: OpenSession; onEnd: () => void }) {
  const { t, i18n } = useTranslation();
  const agent = agentWords(item.agent, t);
  return (
    <tr>
      <td>
        <strong>{agent}</strong>
        <span className={styles.agent} title={item.agent}>{item.agent}</span>
      </td>
      <td className="mono">{item.address || t("sessions.no_address")}</td>
      <td><Time at={item.created_at} /></td>
      <td>
        <Time at={item.seen_at} />
        <div className={styles.soft}>{formatAge(item.seen_at, i18n.language)}</div>
      </td>
      <td data-end>
        {item.current ? <span className={styles.saved}>{t("sessions.current")}</span> : (
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" aria-label={`${t("sessions.revoke")}: ${agent}, ${item.address}`} onClick={onEnd}>
            {t("sessions.revoke")}
          </Button>
        )}
      </td>
    </tr>
  );
}
