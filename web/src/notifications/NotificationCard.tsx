import { useTranslation } from "react-i18next";
import type { Notification } from "../api/notifications";
import type { OpenerProps } from "../list/DataTable";
import { Time } from "../ui/Time";
import { MarkRead } from "./MarkRead";
import { NotificationMark } from "./NotificationMark";
import styles from "./Notifications.module.css";
import { Opener } from "./Opener";
import { subjectWord } from "./subject-word";

/** A notification on a phone. */
export function NotificationCard({ row, opener }: { row: Notification; opener: OpenerProps }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Opener row={row} opener={opener}><NotificationMark row={row} /></Opener>
      <div>{subjectWord(row.subject, t)}</div>
      <div className={styles.row}><Time at={row.created_at} /><MarkRead row={row} /></div>
    </div>
  );
}
