import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Frame.module.css";

export interface Tab {
  to: "/organisation/details" | "/organisation/terminals" | "/organisation/manual-systems" | "/organisation/limits" | "/organisation/rates" | "/organisation/people"
    | "/organisation/keys" | "/organisation/journal" | "/sales/orders" | "/sales/payments"
    | "/operator/organisations" | "/operator/operators" | "/operator/rates" | "/operator/journal" | "/operator/encryption";
  word: "organisation.details" | "terminals.title" | "organisation.manual_systems" | "organisation.rates" | "limits.title" | "people.title" | "keys.title"
    | "journal.title" | "sales.orders" | "sales.payments"
    | "organisations.title" | "operators.title" | "encryption.title";
}

/** A section of several pages: their tabs above, the open one below. */
export function Frame({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const { t } = useTranslation();
  const nav = useRef<HTMLElement>(null);
  const page = useLocation({ select: ({ pathname }) => pathname });
  // On a phone the open tab may lie beyond the edge.
  useEffect(() => {
    // Nothing of it is returned: newer browsers answer with a promise, which is nothing to clean up with.
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [page]);
  return (
    <div className={styles.frame}>
      <nav className={styles.tabs} ref={nav} aria-label={label}>
        {tabs.map(({ to, word }) => (
          <Link key={to} to={to} className={styles.tab} activeOptions={{ includeSearch: false }}>{t(word)}</Link>
        ))}
      </nav>
      <div className={styles.body}><Outlet /></div>
    </div>
  );
}
