import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JournalOf } from "../api/journal";
import { VerifyDialog } from "./VerifyDialog";

/** Has the whole chain checked. */
export function VerifyButton({ of }: { of: JournalOf }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconShieldCheck size={15} aria-hidden />} aria-haspopup="dialog" onClick={() => setAsked(true)}>{t("journal.verify")}</Button>
      {asked && <VerifyDialog of={of} onClose={() => setAsked(false)} />}
    </>
  );
}
