import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import type { Notification } from "../api/notifications";
import { stringifySearch } from "../app/search";
import type { OpenerProps } from "../list/DataTable";
import { useSigned } from "../shell/session-context";
import { subjectOpen, subjectPath } from "./subject";
import { useRead } from "./use-read";

interface Props {
  row: Notification;
  opener: OpenerProps;
  children: ReactNode;
}

/** Opens what a notification is about, which reads it; where there is nothing to open, it is read only. */
export function Opener({ row, opener, children }: Props) {
  const router = useRouter();
  const { session, mode } = useSigned();
  const reading = useRead();
  const read = () => {
    if (!row.read) reading.mutate({ ids: [row.id] });
  };
  const path = subjectPath(row.kind, row.subject);
  if (path === null) return <button type="button" {...opener} onClick={read}>{children}</button>;
  const href = path + stringifySearch({ open: subjectOpen(row.kind, row.subject), mode, org: session.organisation?.slug });
  // A plain link, since the page that it leads to is known only by its address.
  const open = (event: MouseEvent) => {
    read();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ href });
  };
  return <a {...opener} href={router.basepath + href} onClick={open}>{children}</a>;
}
