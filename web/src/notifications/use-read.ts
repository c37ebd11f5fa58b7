import { useMutation, useQueryClient } from "@tanstack/react-query";
import { readNotifications, refreshNotifications } from "../api/notifications";

/** Marks notifications as read, and shows it. */
export function useRead() {
  const client = useQueryClient();
  return useMutation({ mutationFn: readNotifications, onSettled: () => refreshNotifications(client) });
}
