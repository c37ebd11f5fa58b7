import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliveriesFilter } from "../api/notices";
import { may } from "../app/permission";
import type { DeliveriesSearch } from "../app/search";
import { useSigned } from "../shell/session-context";
import { Dialog } from "../ui/Dialog";
import { ResendManyForm } from "./ResendManyForm";
import { useResendMany } from "./use-resend-many";

interface Props {
  filter: DeliveriesFilter;
  search: DeliveriesSearch;
}

/** Sends everything again that the filter lets through. */
export function ResendMany({ filter, search }: Props) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState(false);
  if (!may(session, "capture")) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" leftSection={<IconRepeat size={14} aria-hidden />} aria-haspopup="dialog" onClick={() => setAsked(true)}>
        {t("resend.many")}
      </Button>
      {asked && <ResendManyDialog filter={filter} search={search} onClose={() => setAsked(false)} />}
    </>
  );
}

function ResendManyDialog({ filter, search, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const work = useResendMany(filter);
  return (
    <Dialog title={t("resend.title")} onClose={onClose} busy={work.busy}>
      <ResendManyForm work={work} search={search} onClose={onClose} />
    </Dialog>
  );
}
