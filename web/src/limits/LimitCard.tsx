import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Limit } from "../api/limits";
import { openLink } from "../app/open";
import { useWords } from "../i18n/words";
import type { OpenerProps } from "../list/DataTable";
import styles from "../payments/PaymentCard.module.css";
import { BOUNDS, boundText } from "./bound-text";
import { keyOf } from "./key";
import { limitName } from "./limit-name";

/** A limit in the list of a phone. */
export function LimitCard({ row, opener }: { row: Limit; opener: OpenerProps }) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  const bounds = BOUNDS.flatMap((bound) => {
    const text = boundText(row, bound, i18n.language, t);
    return text === "" ? [] : [`${t(`limit_bound.${bound}`)}: ${text}`];
  });
  return (
    <div className={styles.card}>
      <Link {...openLink(keyOf(row))} {...opener}>{limitName(row)}</Link>
      <span className={`${styles.soft} ${styles.end}`}>{wordFor("limit_setter", row.set_by)}</span>
      <span className={styles.soft} style={{ gridColumn: "1 / -1" }}>{bounds.join(" · ")}</span>
    </div>
  );
}
