import { ActionIcon, Menu, NativeSelect, Tooltip } from "@mantine/core";
import {
  IconArrowBack, IconCheck, IconChevronLeft, IconChevronRight, IconChevronsLeft, IconColumns3, IconCopy, IconRefresh, IconSearch,
} from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { PAGE_SIZES } from "../app/search";
import { locale } from "../format/money";
import { useZone } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { problemText } from "../ui/problem-text";
import { useCopy } from "../ui/useCopy";
import { hasModifier, isElsewhere, isTyping } from "./keys";
import type { Finding } from "./finding";
import { Takeaway } from "./Takeaway";
import styles from "./Toolbar.module.css";
import { toTsv } from "./tsv";
import type { ColumnChoice } from "./useColumns";
import type { Pager } from "./usePager";

interface Props<Row> {
  name: string;
  title: string;
  filters: ReactNode;
  query: UseQueryResult<unknown>;
  rows: readonly Row[];
  choice: ColumnChoice<Row>;
  pager: Pager;
  limit: number | undefined;
  onLimit: ((limit: number) => void) | undefined;
  roomy: boolean;
  onRoomy: (roomy: boolean) => void;
  narrow: boolean;
  finding: Finding;
}

export function Toolbar<Row>(props: Props<Row>) {
  const { t } = useTranslation();
  const { finding, limit, onLimit } = props;
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>{props.title}</h1>
      {props.filters}
      <span className={styles.spacer} />
      <Freshness query={props.query} />
      {limit !== undefined && onLimit !== undefined && (
        <>
          <NativeSelect
            size="xs"
            aria-label={t("list.page_size")}
            title={t("list.page_size")}
            classNames={{ root: styles.size, input: styles.select }}
            value={limit}
            data={PAGE_SIZES.map(String)}
            onChange={(event) => onLimit(Number(event.currentTarget.value))}
          />
          <Paging pager={props.pager} />
        </>
      )}
      <span className={styles.group}>
        <Tool label={t("list.find")} onClick={() => finding.setWords(finding.words === null ? "" : null)} pressed={finding.words !== null}>
          <IconSearch size={16} aria-hidden />
        </Tool>
        {!props.narrow && <ColumnsMenu choice={props.choice} roomy={props.roomy} onRoomy={props.onRoomy} />}
        {!props.narrow && <CopyRows choice={props.choice} rows={props.rows} />}
        <Takeaway name={props.name} choice={props.choice} rows={props.rows} narrow={props.narrow} />
        <Tool label={t("action.refresh")} onClick={() => void props.query.refetch()} busy={props.query.isFetching}>
          <IconRefresh size={16} aria-hidden />
        </Tool>
      </span>
    </div>
  );
}

/** When what is shown was true; or that a refresh has failed and it is still the older state. */
function Freshness({ query }: { query: UseQueryResult<unknown> }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  if (query.data === undefined) return null;
  if (query.isRefetchError) {
    return <span className={styles.failed} role="alert" title={problemText(query.error, t)}>{problemText(query.error, t)}</span>;
  }
  const time = new Date(query.dataUpdatedAt).toLocaleTimeString(locale(i18n.language), { timeZone: zone });
  return <span className={styles.fresh}>{t("list.updated", { time })}</span>;
}

function Paging({ pager }: { pager: Pager }) {
  const { t } = useTranslation();
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      if (hasModifier(event) || isTyping(event.target) || isElsewhere(event.target)) return;
      // By its place, so that it works in the Russian layout too.
      if (event.code === "BracketRight") pager.toNext?.();
      if (event.code === "BracketLeft") pager.toPrevious?.();
    };
    window.addEventListener("keydown", turn);
    return () => window.removeEventListener("keydown", turn);
  }, [pager]);
  return (
    <nav className={styles.group} aria-label={t("list.paging")}>
      <Tool label={t("list.newest")} onClick={pager.toNewest}><IconChevronsLeft size={16} aria-hidden /></Tool>
      <Tool label={t("list.previous")} onClick={pager.toPrevious}><IconChevronLeft size={16} aria-hidden /></Tool>
      <Tool label={t("list.next")} onClick={pager.toNext}><IconChevronRight size={16} aria-hidden /></Tool>
    </nav>
  );
}

function CopyRows<Row>({ choice, rows }: { choice: ColumnChoice<Row>; rows: readonly Row[] }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [state, copy] = useCopy();
  const said = {
    idle: t("action.copy_rows"),
    copied: t("list.rows_copied", { count: rows.length }),
    refused: t("action.copy_failed"),
  };
  const copyRows = async () => {
    const copied = await copy(toTsv(choice.shown, rows, t("payment.currency")));
    announce(copied ? said.copied : said.refused);
  };
  return (
    <Tooltip label={said[state]} {...(state !== "idle" && { opened: true })}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={said.idle} className={styles.tool} disabled={rows.length === 0} onClick={() => void copyRows()}>
        {state === "copied" ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

function ColumnsMenu<Row>({ choice, roomy, onRoomy }: { choice: ColumnChoice<Row>; roomy: boolean; onRoomy: (roomy: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={230} shadow="md">
      <Menu.Target>
        <Tooltip label={t("list.columns")}>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t("list.columns")}>
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {choice.all.filter((column) => !column.fixed).map((column) => (
          <Menu.CheckboxItem key={column.id} checked={choice.isShown(column.id)} onChange={() => choice.toggle(column.id)}>
            {column.header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem checked={roomy} onChange={onRoomy}>{t("list.comfortable")}</Menu.CheckboxItem>
        <Menu.Item leftSection={<IconArrowBack size={14} aria-hidden />} onClick={choice.reset}>{t("list.columns_reset")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ToolProps {
  label: string;
  onClick: (() => void) | null;
  busy?: boolean;
  /** Of a tool that stays on until it is pressed again. */
  pressed?: boolean;
  children: ReactNode;
}

export function Tool({ label, onClick, busy = false, pressed, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        aria-pressed={pressed}
        // Not `disabled`: that would drop the focus of whoever turns pages with the keyboard.
        aria-disabled={onClick === null || undefined}
        data-disabled={onClick === null || undefined}
        className={`${styles.tool} ${busy ? styles.turning : ""}`}
        onClick={() => onClick?.()}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
