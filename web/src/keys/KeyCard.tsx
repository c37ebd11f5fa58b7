import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../api/keys";
import { openLink } from "../app/open";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";

/** A key in the list of a phone. */
export function KeyCard({ row, opener }: { row: ApiKey; opener: OpenerProps }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.card}>
      <Link {...openLink(row.prefix)} {...opener}>{row.name || row.prefix}</Link>
      <span className={`${styles.end} mono`}>{row.prefix}</span>
      <StatusMark group="key_state" code={row.state} />
      <span className={`${styles.soft} ${styles.end}`}>{wordFor("key_kind", row.kind)}</span>
      <span className={styles.soft}>{t("keys.last_used_at")}: {row.last_used_at ? <Time at={row.last_used_at} /> : t("keys.never_used")}</span>
    </div>
  );
}
