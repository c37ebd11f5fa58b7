import { IconBellCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Notification, notificationsQuery } from "../api/notifications";
import { PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useNotificationColumns } from "./columns";
import { NotificationCard } from "./NotificationCard";
import { NotificationsBar } from "./NotificationsBar";
import { Opener } from "./Opener";

const REFRESH_EVERY_MS = 60_000;

/** What needs attention, newest first. */
export function NotificationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("section.notifications"));
  const { cursor, limit = PAGE_SIZE_DEFAULT, unread = false } = useSearch({ from: "/cabinet/notifications" });
  const navigate = useNavigate({ from: "/notifications" });
  const query = useQuery({
    ...notificationsQuery({ limit, ...(unread && { unread }), ...(cursor !== undefined && { cursor }) }),
    refetchInterval: REFRESH_EVERY_MS,
  });
  return (
    <ListPage
      name="notifications"
      title={t("section.notifications")}
      caption={t("notifications.caption")}
      query={query}
      columns={useNotificationColumns()}
      keyOf={keyOf}
      openKey={null}
      opener={(row, props, children) => <Opener row={row} opener={props}>{children}</Opener>}
      card={(row, props) => <NotificationCard row={row} opener={props} />}
      cursor={cursor}
      limit={limit}
      onLimit={(chosen) =>
        void navigate({ to: ".", search: ({ cursor: _, ...kept }) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
      }
      filterBar={<NotificationsBar unreadOnly={unread} unread={query.data?.unread ?? 0} />}
      empty={() => <Nothing unread={unread} />}
      pane={null}
    />
  );
}

function Nothing({ unread }: { unread: boolean }) {
  const { t } = useTranslation();
  return (
    <Message icon={IconBellCheck} title={t(unread ? "notifications.none_unread" : "notifications.none")}>
      {t("notifications.none_text")}
    </Message>
  );
}

const keyOf = (row: Notification) => String(row.id);
