import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Terminal, terminalsQuery } from "../api/terminals";
import { may } from "../app/permission";
import { useWords } from "../i18n/words";
import { ActionButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { Fact, Facts } from "../ui/Facts";
import { credentialsOf } from "./acquirers";
import { CredentialsDialog } from "./CredentialsDialog";

/** Which credentials are there. They are never shown, only replaced. */
export function Credentials({ terminal }: { terminal: Terminal }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const { session, mode } = useSigned();
  const acquirers = useQuery(terminalsQuery(mode)).data?.acquirers;
  const [replacing, setReplacing] = useState(false);
  return (
    <>
      <Facts>
        {credentialsOf(acquirers, terminal.acquirer, terminal.credentials).map(({ name }) => (
          <Fact key={name} name={wordFor("credential", name)}>{t(terminal.credentials[name] ? "terminals.credential_set" : "terminals.credential_missing")}</Fact>
        ))}
      </Facts>
      {may(session, "settings") && (
        <div style={{ marginTop: "0.5rem" }}>
          <ActionButton icon={IconKey} label={t("terminals.credentials_replace")} of={terminal.name} onClick={() => setReplacing(true)} />
        </div>
      )}
      {replacing && <CredentialsDialog terminal={terminal} onClose={() => setReplacing(false)} />}
    </>
  );
}
