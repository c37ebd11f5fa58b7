import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PaymentDetail } from "../api/types";
import { type Tab, TABS } from "../app/search";
import { OperationTab } from "./OperationTab";
import styles from "./PaymentBody.module.css";
import { PaymentHead } from "./PaymentHead";
import { PaymentTab } from "./PaymentTab";
import { RefundsTab } from "./RefundsTab";
import { RequestTab } from "./RequestTab";

const CONTENTS = { payment: PaymentTab, operation: OperationTab, refunds: RefundsTab, request: RequestTab };

/** What stays in sight, and the four tabs under it. The open one is in the address. */
export function PaymentBody({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  const { tab = TABS[0] } = useSearch({ from: "/cabinet/payments" });
  const navigate = useNavigate();
  const open = (value: string | null) => {
    const chosen: Tab = TABS.find((one) => one === value) ?? TABS[0];
    void navigate({
      to: ".",
      search: (kept: object) => ({ ...kept, tab: chosen === TABS[0] ? undefined : chosen }),
      state: true,
      replace: true,
    });
  };
  const counts: Partial<Record<Tab, number>> = {
    operation: payment.operations.length,
    refunds: payment.operations.filter((operation) => operation.kind === "refund").length,
  };
  return (
    <>
      <PaymentHead payment={payment} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List className={styles.tabs} aria-label={t("tab.label")}>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} className={styles.tab}>
              {t(`tab.${one}`)}
              {counts[one] ? <span className={styles.count}>{counts[one]}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => {
          const Contents = CONTENTS[one];
          return <Tabs.Panel key={one} value={one}><Contents payment={payment} /></Tabs.Panel>;
        })}
      </Tabs>
    </>
  );
}
