import { Button } from "@mantine/core";
import { IconArrowBackUp, IconBan, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OperationKind } from "../api/operations";
import type { PaymentDetail } from "../api/types";
import { OperateDialog } from "./OperateDialog";
import styles from "./PaymentBody.module.css";

const ICONS = { capture: IconCheck, cancel: IconBan, refund: IconArrowBackUp };
const KINDS = ["capture", "cancel", "refund"] as const;

/** What this person may do with the money now. The window stays open to say what became of it, when the buttons are gone. */
export function PaymentActions({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<OperationKind | null>(null);
  const allowed = KINDS.filter((kind) => payment.actions[kind]);
  return (
    <>
      {allowed.length > 0 && (
        <div className={styles.actions}>
          {allowed.map((kind) => {
            const Icon = ICONS[kind];
            return (
              <Button
                key={kind}
                size="xs"
                variant={kind === "capture" ? "filled" : "default"}
                leftSection={<Icon size={15} aria-hidden />}
                aria-haspopup="dialog"
                onClick={() => setAsked(kind)}
              >
                {t(`payment.${kind}`)}
              </Button>
            );
          })}
        </div>
      )}
      {asked !== null && <OperateDialog kind={asked} payment={payment} onClose={() => setAsked(null)} />}
    </>
  );
}
