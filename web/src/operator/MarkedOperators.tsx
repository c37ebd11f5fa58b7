import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Operator, switchOperator } from "../api/operator";
import { MarkedBar } from "../list/MarkedBar";
import { MarkedDialog } from "../list/MarkedDialog";
import { useSigned } from "../shell/session-context";

/** What can be done with several operators at once; the person themselves is left out. */
export function MarkedOperators({ picked: all, onUnmark }: { picked: readonly Operator[]; onUnmark: () => void }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const client = useQueryClient();
  const [to, setTo] = useState<Operator["status"] | null>(null);
  const picked = all.filter(({ login }) => login !== session.person.login);
  const word = to === "active" ? "activate" : "deactivate";
  return (
    <>
      <MarkedBar count={all.length} onUnmark={onUnmark}>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={picked.length === 0} onClick={() => setTo("disabled")}>{t("people.deactivate")}</Button>
        <Button size="compact-xs" variant="default" aria-haspopup="dialog" disabled={picked.length === 0} onClick={() => setTo("active")}>{t("people.activate")}</Button>
      </MarkedBar>
      {to !== null && (
        <MarkedDialog
          title={`${t(`people.${word}`)}: ${t("marked.count", { count: picked.length })}`}
          items={picked}
          nameOf={({ name, login }) => `${name} (${login})`}
          confirm={t(`people.${word}`)}
          each={async ({ id }) => void (await switchOperator(id, to))}
          onChanged={() => void client.invalidateQueries({ queryKey: ["operators"] })}
          onClose={() => setTo(null)}
        >
          {t(`operators.${word}_text`)}
        </MarkedDialog>
      )}
    </>
  );
}
