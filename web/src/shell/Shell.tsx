import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useRouteContext, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../api/session";
import { isPersonal } from "../app/places";
import { followAccountLanguage } from "../i18n";
import { useStored } from "../list/useStored";
import { Announcer } from "../ui/Announcer";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import { NoOrganisation } from "./NoOrganisation";
import { SignedContext } from "./session-context";
import styles from "./Shell.module.css";
import { StepUp } from "./StepUp";
import { VisitBar } from "./VisitBar";

export function Shell() {
  const { t } = useTranslation();
  const atStart = useRouteContext({ from: "/cabinet", select: (context) => context.session });
  const session = useQuery(sessionQuery).data ?? atStart;
  const { mode = "test" } = useSearch({ from: "/cabinet" });
  const personal = useLocation({ select: ({ pathname }) => isPersonal(pathname) });
  const [narrowed, setNarrowed] = useStored("edgetill.narrow_menu", (stored) => stored === true);
  const signed = useMemo(() => ({ session, mode }), [session, mode]);
  const homeless = session.organisation === null && session.person.kind === "merchant" && !personal;

  const { language } = session.person;
  useEffect(() => void followAccountLanguage(language), [language]);

  return (
    <SignedContext.Provider value={signed}>
      <Announcer>
        <div className={styles.shell} data-narrowed={narrowed || undefined} data-mode={session.organisation === null ? undefined : mode}>
          <a className={styles.skip} href="#content">{t("shell.skip")}</a>
          <Header />
          {session.visit !== null && <VisitBar visit={session.visit} />}
          <Navigation narrowed={narrowed} onNarrow={setNarrowed} />
          <main className={styles.main} id="content" tabIndex={-1}>
            {homeless ? <NoOrganisation /> : <Outlet />}
          </main>
        </div>
        <StepUp />
      </Announcer>
    </SignedContext.Provider>
  );
}
