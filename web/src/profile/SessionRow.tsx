import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "../api/profile";
import { formatAge } from "../format/time";
import { Time } from "../ui/Time";
import { agentWords } from "./agent-words";
import styles from "./ProfilePage.module.css";

interface Props {
  item: OpenSession;
  onEnd: () => void;
}

export function SessionRow({ item, onEnd }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <tr>
      <td><Agent item={item} /></td>
      <td className="mono">{item.address || t("sessions.no_address")}</td>
      <td><Time at={item.created_at} /></td>
      <td>
        <Time at={item.seen_at} />
        <div className={styles.soft}>{formatAge(item.seen_at, i18n.language)}</div>
      </td>
      <td data-end><End item={item} onEnd={onEnd} /></td>
    </tr>
  );
}

/** The same where there is no room for a table. */
export function SessionCard({ item, onEnd }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <li className={styles.card}>
      <Agent item={item} />
      <span className="mono">{item.address || t("sessions.no_address")}</span>
      <span>{t("sessions.created_at")}: <Time at={item.created_at} /></span>
      <span>{t("sessions.seen_at")}: {formatAge(item.seen_at, i18n.language)}</span>
      <End item={item} onEnd={onEnd} />
    </li>
  );
}

function Agent({ item: { agent } }: { item: OpenSession }) {
  const { t } = useTranslation();
  return (
    <div>
      <strong>{agentWords(agent, t)}</strong>
      <span className={styles.agent} title={agent}>{agent}</span>
    </div>
  );
}

function End({ item, onEnd }: Props) {
  const { t } = useTranslation();
  if (item.current) return <span className={styles.saved}>{t("sessions.current")}</span>;
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-haspopup="dialog"
      aria-label={`${t("sessions.revoke")}: ${agentWords(item.agent, t)}, ${item.address}`}
      onClick={onEnd}
    >
      {t("sessions.revoke")}
    </Button>
  );
}
