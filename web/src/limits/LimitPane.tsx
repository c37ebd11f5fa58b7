import { IconPencil, IconTrash, IconZoomQuestion } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteLimit, type Limit } from "../api/limits";
import { may } from "../app/permission";
import { knownWord } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { LimitDialog } from "./LimitDialog";
import { LimitFacts } from "./LimitFacts";
import { limitName } from "./limit-name";
import { limitOf } from "./limit-of";
import { useOwnLimits } from "./own";

interface Props {
  id: string;
  limit: Limit | undefined;
  loading: boolean;
  onClose: () => void;
}

/** A limit beside the list. */
export function LimitPane({ id, limit, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={limit === undefined ? t("limits.one") : limitName(limit)} onClose={onClose}>
      {limit !== undefined && <LimitBody key={id} limit={limit} onDeleted={onClose} />}
      {limit === undefined && loading && <Loading />}
      {limit === undefined && !loading && <Message icon={IconZoomQuestion} title={t("limits.not_found")}>{t("limits.not_found_text")}</Message>}
    </Pane>
  );
}

function LimitBody({ limit, onDeleted }: { limit: Limit; onDeleted: () => void }) {
  const { t } = useTranslation();
  const { session, mode } = useSigned();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const own = useOwnLimits()(limit);
  const name = limitName(limit);
  const remove = async () => {
    await deleteLimit(limitOf(limit, mode));
    announce(t("limits.deleted"));
    onDeleted();
    void client.invalidateQueries({ queryKey: ["limits"] });
  };
  return (
    <>
      {own && may(session, "settings") && (
        <div className={tools.actions}>
          <ActionButton icon={IconPencil} label={t("action.edit")} of={name} onClick={() => setAsked("edit")} />
          <ActionButton icon={IconTrash} label={t("limits.delete")} of={name} onClick={() => setAsked("delete")} />
        </div>
      )}
      <Section title={t("detail.facts")}>
        <LimitFacts limit={limit} />
        <p className={tools.soft}>{knownWord("limit_scope_text", limit.scope)} {knownWord("limit_setter_text", limit.set_by)}</p>
      </Section>
      {asked === "edit" && <LimitDialog limit={limit} onClose={() => setAsked(null)} />}
      {asked === "delete" && (
        <ConfirmDialog title={t("limits.delete_title", { name })} confirm={t("limits.delete")} final submit={remove} onClose={() => setAsked(null)}>
          {t("limits.delete_text")}
        </ConfirmDialog>
      )}
    </>
  );
}
