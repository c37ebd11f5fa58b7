import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type JournalOf, type Verification, verifyJournal } from "../api/journal";
import { useWords } from "../i18n/words";
import { Callout } from "../ui/Callout";
import { Dialog, DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { Fact, Facts } from "../ui/Facts";
import { ProblemCallout } from "../ui/ProblemCallout";
import { Time } from "../ui/Time";

/** Has every entry checked against the chain and the chain against its anchor, and says what was found. */
export function VerifyDialog({ of, onClose }: { of: JournalOf; onClose: () => void }) {
  const { t } = useTranslation();
  const work = useMutation({ mutationFn: () => verifyJournal(of) });
  const { data, isPending } = work;
  return (
    <Dialog title={t("journal.verify_title")} onClose={onClose} busy={isPending}>
      <div className={styles.form}>
        {data === undefined && <div className={styles.happens}>{t("journal.verify_text")}</div>}
        {data !== undefined && !isPending && <Found found={data} />}
        {work.isError && !isPending && <ProblemCallout error={work.error} title={t("journal.not_verified")} />}
        <DialogButtons>
          <Button variant="default" onClick={onClose} disabled={isPending}>{t("action.close")}</Button>
          <Button data-autofocus loading={isPending} onClick={() => work.mutate()}>{t(data === undefined ? "journal.verify" : "journal.verify_again")}</Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

function Found({ found }: { found: Verification }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { ok, first_bad: bad } = found;
  return (
    <>
      {ok && bad === null && <Callout tone="good" icon={IconCheck} role="status" title={t("journal.good", { count: found.sealed })}>{t("journal.good_text")}</Callout>}
      {(!ok || bad !== null) && (
        <Callout tone="bad" icon={IconAlertTriangle} role="alert" title={bad === null ? t("journal.bad") : t("journal.bad_entry", { seq: bad.seq })}>
          {bad !== null && <>{wordFor("journal_fault", bad.what)} </>}
          {t("journal.bad_text")}
        </Callout>
      )}
      <Facts>
        <Fact name={t("journal.entries")}>{found.entries}</Fact>
        <Fact name={t("journal.verified_to")}>{found.verified_to}</Fact>
        <Fact name={t("journal.unsealed_count")}>{found.unsealed === 0 ? t("journal.unsealed_none") : <>{found.unsealed} <span style={{ color: "var(--ink-soft)" }}>{t("journal.unsealed_text")}</span></>}</Fact>
        <Fact name={t("journal.anchor")}>{found.anchor === null ? t("journal.no_anchor") : <>{t("journal.one", { seq: found.anchor.seq })}, <Time at={found.anchor.at} /></>}</Fact>
        {found.erased_origins > 0 && <Fact name={t("journal.erased")}>{found.erased_origins}</Fact>}
      </Facts>
    </>
  );
}
