import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Reencrypted, REENCRYPTED } from "../api/operator";
import { ActionButton } from "../organisation/ActionButton";
import { Page } from "../organisation/Page";
import tools from "../organisation/page-tools.module.css";
import { Section } from "../ui/Section";
import { usePageTitle } from "../ui/usePageTitle";
import { ReencryptDialog } from "./ReencryptDialog";

/** What is kept encrypted, and how it is encrypted anew after a key was renewed. */
export function EncryptionPage() {
  const { t } = useTranslation();
  usePageTitle(t("encryption.title"));
  const [asked, setAsked] = useState<Reencrypted | null>(null);
  return (
    <Page title={t("encryption.title")}>
      <p className={tools.notice} style={{ margin: 0, paddingBottom: "0.75rem", lineHeight: 1.5 }}>{t("encryption.text")}</p>
      {(Object.keys(REENCRYPTED) as Reencrypted[]).map((of) => (
        <Section key={of} title={t(`encrypted.${of}`)}>
          <p className={tools.soft} style={{ margin: "0 0 0.5rem" }}>{t(`encrypted_text.${of}`)}</p>
          <ActionButton icon={IconKey} label={t("encryption.run")} of={t(`encrypted.${of}`)} onClick={() => setAsked(of)} />
        </Section>
      ))}
      {asked !== null && <ReencryptDialog of={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}
