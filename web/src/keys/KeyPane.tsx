import { IconBan, IconPencil, IconRefresh, IconZoomQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../api/keys";
import { openLink } from "../app/open";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { Loading } from "../organisation/Loading";
import tools from "../organisation/page-tools.module.css";
import { Fact, Facts } from "../ui/Facts";
import { Message } from "../ui/Message";
import { Pane } from "../ui/Pane";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { keyPermissions } from "./columns";
import { EditKeyDialog } from "./EditKeyDialog";
import { RevokeKeyDialog } from "./RevokeKeyDialog";
import { RotateKeyDialog } from "./RotateKeyDialog";
import { isUsable } from "./usable";

interface Props {
  id: string;
  apiKey: ApiKey | undefined;
  loading: boolean;
  onClose: () => void;
}

/** A key beside the list. Its secret is not there: nobody can show it again. */
export function KeyPane({ id, apiKey, loading, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Pane of={id} title={apiKey?.name || id} onClose={onClose}>
      {apiKey !== undefined && <KeyBody key={id} apiKey={apiKey} />}
      {apiKey === undefined && loading && <Loading />}
      {apiKey === undefined && !loading && <Message icon={IconZoomQuestion} title={t("keys.not_found")}>{t("keys.not_found_text")}</Message>}
    </Pane>
  );
}

function KeyBody({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  return (
    <>
      {isUsable(apiKey) && <KeyActions apiKey={apiKey} />}
      <Section title={t("detail.facts")}>
        <Facts>
          <Fact name={t("keys.state")}><StatusMark group="key_state" code={apiKey.state} /></Fact>
          <Fact name={t("keys.prefix")} value={apiKey.prefix} mono />
          <Fact name={t("keys.kind")}>{wordFor("key_kind", apiKey.kind)}</Fact>
          <Fact name={t("keys.permissions")}>{keyPermissions(apiKey)}</Fact>
          <Fact name={t("keys.created_at")}><Time at={apiKey.created_at} /></Fact>
          <Fact name={t("keys.expires_at")}>{apiKey.expires_at ? <Time at={apiKey.expires_at} /> : t("keys.never_expires")}</Fact>
          <Fact name={t("keys.last_used_at")}>{apiKey.last_used_at ? <Time at={apiKey.last_used_at} /> : t("keys.never_used")}</Fact>
          {apiKey.revoked_at && <Fact name={t("keys.revoked_at")}><Time at={apiKey.revoked_at} /></Fact>}
          {apiKey.rotated_to && <Fact name={t("keys.rotated_to")}><Link {...openLink(apiKey.rotated_to)} className="mono">{apiKey.rotated_to}</Link></Fact>}
        </Facts>
        <p className={tools.soft}>{t("keys.secret_hidden")}</p>
      </Section>
    </>
  );
}

function KeyActions({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"edit" | "rotate" | "revoke" | null>(null);
  const close = () => setAsked(null);
  const name = apiKey.name || apiKey.prefix;
  return (
    <div className={tools.actions}>
      <ActionButton icon={IconPencil} label={t("action.edit")} of={name} onClick={() => setAsked("edit")} />
      {apiKey.rotated_to === null && <ActionButton icon={IconRefresh} label={t("keys.rotate")} of={name} onClick={() => setAsked("rotate")} />}
      <ActionButton icon={IconBan} label={t("keys.revoke")} of={name} onClick={() => setAsked("revoke")} />
      {asked === "edit" && <EditKeyDialog apiKey={apiKey} onClose={close} />}
      {asked === "rotate" && <RotateKeyDialog apiKey={apiKey} onClose={close} />}
      {asked === "revoke" && <RevokeKeyDialog apiKey={apiKey} onClose={close} />}
    </div>
  );
}
