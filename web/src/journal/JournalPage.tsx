import { useMediaQuery } from "@mantine/hooks";
import { IconNotebook } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type JournalEntry, type JournalOf, journalQuery } from "../api/journal";
import { openLink, useOpen } from "../app/open";
import { type JournalSearch, PAGE_SIZE_DEFAULT } from "../app/search";
import { ListPage } from "../list/ListPage";
import { MoreBelow, NothingFound } from "../list/NothingFound";
import { useZone } from "../shell/session-context";
import { Message } from "../ui/Message";
import { usePageTitle } from "../ui/usePageTitle";
import { useJournalColumns } from "./columns";
import { EntryCard } from "./EntryCard";
import { EntryPane } from "./EntryPane";
import { ExportButton } from "./ExportButton";
import { filterOf, isFiltered, withoutFilter } from "./filter";
import { JournalFilters } from "./JournalFilters";
import { VerifyButton } from "./VerifyButton";

interface Props {
  of: JournalOf;
  search: JournalSearch;
}

/** A journal: the organisation's, or the platform's. */
export function JournalPage({ of, search }: Props) {
  const { t } = useTranslation();
  usePageTitle(t(of === "platform" ? "journal.platform_title" : "journal.title"));
  const zone = useZone();
  const { open, close } = useOpen();
  const navigate = useNavigate();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const { cursor, limit = PAGE_SIZE_DEFAULT } = search;
  const filter = filterOf(search, zone);
  const query = useQuery(journalQuery(of, { ...filter, limit, ...(cursor !== undefined && { cursor }) }));
  const filtered = isFiltered(search);
  const clear = () => void navigate({ to: ".", search: withoutFilter });
  return (
    <ListPage
      name={of === "platform" ? "platform-journal" : "journal"}
      title={t(of === "platform" ? "journal.platform_title" : "journal.title")}
      caption={t("journal.caption")}
      query={query}
      columns={useJournalColumns()}
      keyOf={keyOf}
      openKey={open}
      opener={(row, props, children) => <Link {...openLink(keyOf(row))} {...props}>{children}</Link>}
      card={(row, props) => <EntryCard row={row} opener={props} />}
      cursor={cursor}
      limit={limit}
      onLimit={(chosen) =>
        void navigate({ to: ".", search: ({ cursor: _, ...kept }: JournalSearch) => ({ ...kept, limit: chosen === PAGE_SIZE_DEFAULT ? undefined : chosen }) })
      }
      filters={!narrow && <VerifyButton of={of} />}
      filterBar={<JournalFilters search={search} narrow={narrow} tools={<>{narrow && <VerifyButton of={of} />}<ExportButton of={of} filter={filter} filtered={filtered} /></>} />}
      empty={(pager) =>
        filtered
          ? <NothingFound pager={pager} words="journal" onClear={clear} />
          : <Message icon={IconNotebook} title={t("journal.empty")}>{t("journal.empty_text")}</Message>
      }
      foot={(pager) => filtered && (query.data?.items.length ?? 0) < limit && <MoreBelow pager={pager} words="journal" />}
      pane={open !== null && <EntryPane id={open} entry={query.data?.items.find((row) => keyOf(row) === open)} loading={query.isPending} onClose={close} />}
    />
  );
}

const keyOf = (row: JournalEntry) => String(row.seq);
