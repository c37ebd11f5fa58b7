import { Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { unreadQuery } from "../api/notifications";
import { demandsSecondFactor } from "../app/places";
import { countText, UNREAD_MAX } from "../notifications/count-text";
import { useSigned } from "./session-context";
import styles from "./UnreadBell.module.css";

const REFRESH_EVERY_MS = 60_000;

/** How many notifications are unread, and the way to them. */
export function UnreadBell() {
  const { t } = useTranslation();
  const { session } = useSigned();
  const query = useQuery({ ...unreadQuery, refetchInterval: REFRESH_EVERY_MS, enabled: !demandsSecondFactor(session) });
  const unread = query.data?.unread ?? 0;
  const label = unread > UNREAD_MAX ? t("notifications.beyond", { max: UNREAD_MAX }) : t("notifications.unread", { count: unread });
  return (
    <Tooltip label={label}>
      <Link to="/notifications" className={styles.bell} aria-label={`${t("section.notifications")}: ${label}`}>
        <IconBell size={18} stroke={1.7} aria-hidden />
        {unread > 0 && <span className={styles.count} aria-hidden>{countText(unread)}</span>}
      </Link>
    </Tooltip>
  );
}
