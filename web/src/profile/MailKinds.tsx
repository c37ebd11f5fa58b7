import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseMailKinds, mailKindsQuery } from "../api/notifications";
import { MAIL_KINDS } from "../notifications/kinds";
import { kindWord } from "../notifications/kind-word";
import { Check } from "../ui/Check";
import { ProblemCallout } from "../ui/ProblemCallout";
import styles from "./ProfilePage.module.css";
import { Saved } from "./Saved";

/** A box for each kind; those that this build does not know stay as they are. */
export function MailKinds({ wanted }: { wanted: string[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kinds, setKinds] = useState(wanted);
  const saving = useMutation({
    mutationFn: chooseMailKinds,
    onSuccess: (_, chosen) => client.setQueryData(mailKindsQuery.queryKey, { kinds: chosen }),
  });
  const listed = [...new Set([...MAIL_KINDS, ...wanted])];
  const choose = (chosen: string[]) => {
    setKinds(chosen);
    if (!saving.isPending) saving.reset();
  };
  const all = listed.every((kind) => kinds.includes(kind));
  return (
    <>
      <fieldset className={styles.checks} aria-label={t("mail.kinds")}>
        {listed.map((kind) => (
          <Check
            key={kind}
            label={kindWord(kind)}
            checked={kinds.includes(kind)}
            onChange={(checked) => choose(checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
          />
        ))}
      </fieldset>
      {saving.isError && <ProblemCallout error={saving.error} title={t("operate.refused_title")} />}
      <div className={styles.row}>
        <Button loading={saving.isPending} onClick={() => saving.mutate(kinds)}>{t("profile.save")}</Button>
        <Button variant="default" disabled={saving.isPending} onClick={() => choose(all ? [] : listed)}>{t(all ? "mail.none" : "mail.all")}</Button>
        <Saved shown={saving.isSuccess} />
      </div>
    </>
  );
}
