import { useTranslation } from "react-i18next";
import type { OrganisationTerminal } from "../api/operator";
import { useWords } from "../i18n/words";
import { TestBadge } from "../shell/TestBadge";
import { FeeTable } from "../terminals/FeeTable";
import { Nothing, Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import styles from "./BankTerminals.module.css";
import { byBank } from "./by-bank";

/** Per bank the terminals, with what each costs. */
export function BankTerminals({ terminals }: { terminals: readonly OrganisationTerminal[] }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  if (terminals.length === 0) return <Section title={t("terminals.title")}><Nothing>{t("organisations.no_terminals")}</Nothing></Section>;
  return (
    <>
      {byBank(terminals).map(([bank, ofBank]) => (
        <Section key={bank} title={wordFor("acquirer", bank)} count={ofBank.length}>
          {ofBank.map((terminal) => (
            <div key={terminal.terminal} className={styles.terminal}>
              <div className={styles.head}>
                <span className="mono">{terminal.terminal}</span>
                <span>{wordFor("terminal_kind", terminal.kind)}</span>
                <StatusMark group="standing" code={terminal.status} />
                {terminal.mode === "test" && <TestBadge />}
              </div>
              <FeeTable fees={terminal.fees} />
            </div>
          ))}
        </Section>
      ))}
    </>
  );
}
