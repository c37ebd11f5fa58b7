import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliveriesFilter } from "../api/notices";
import type { Delivery } from "../api/types";
import { may } from "../app/permission";
import type { DeliveriesSearch } from "../app/search";
import { useSigned } from "../shell/session-context";
import { Dialog } from "../ui/Dialog";
import { saysWhich } from "./filter";
import { ResendManyForm } from "./ResendManyForm";
import { useResendMany } from "./use-resend-many";

interface Props {
  filter: DeliveriesFilter;
  search: DeliveriesSearch;
  picked: Delivery[];
}

/** Sends again what is chosen, or else everything that the filter lets through. */
export function ResendMany({ filter, search, picked }: Props) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const [asked, setAsked] = useState(false);
  if (!may(session, "capture")) return null;
  const tooMany = picked.length === 0 && !saysWhich(search);
  return (
    <>
      <Button disabled={tooMany} title={tooMany ? t("resend.say_which") : undefined} size="compact-xs" variant="default" leftSection={<IconRepeat size={14} aria-hidden />} aria-haspopup="dialog" onClick={() => setAsked(true)}>
        {picked.length > 0 ? t("resend.picked", { count: picked.length }) : t("resend.many")}
      </Button>
      {asked && <ResendManyDialog filter={filter} search={search} picked={picked} onClose={() => setAsked(false)} />}
    </>
  );
}

function ResendManyDialog({ filter, search, picked: now, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  // As chosen when it was asked for: the list goes on being refreshed.
  const [picked] = useState(now);
  const work = useResendMany(filter, picked);
  return (
    <Dialog title={t("resend.title")} onClose={onClose} busy={work.busy}>
      <ResendManyForm work={work} search={search} picked={picked.length} onClose={onClose} />
    </Dialog>
  );
}
