import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type FeeBody, setFees, type Terminal } from "../api/terminals";
import { CheckField } from "../form/fields";
import { FormDialog } from "../form/FormDialog";
import { useForm } from "../form/use-form";
import { readDecimal } from "../format/minor";
import { feeFaults } from "./fee-faults";
import styles from "./FeesDialog.module.css";

const LINES_MAX = 20;
const CELLS = ["currency", "service_percent", "bank_percent", "minimum"] as const;
const EMPTY: FeeBody = { currency: "", service_percent: "0", bank_percent: "0", minimum: "0" };

/** What a terminal costs, set by the platform's operator: a line for each currency. */
export function FeesDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ fees: terminal.fees.map(({ total_percent: _, ...fee }): FeeBody => fee), fee_returned: terminal.fee_returned });
  const { fees } = form.values;
  const change = (at: number, cell: keyof FeeBody, value: string) =>
    form.set("fees", fees.map((fee, index) => (index === at ? { ...fee, [cell]: cell === "currency" ? value.toUpperCase() : value } : fee)));
  const submit = async () => {
    const sent = fees.map((fee) => ({ ...fee, service_percent: readDecimal(fee.service_percent), bank_percent: readDecimal(fee.bank_percent), minimum: readDecimal(fee.minimum) }));
    await setFees(terminal.terminal, { fees: sent, fee_returned: form.values.fee_returned });
    void client.invalidateQueries({ queryKey: ["terminals"] });
  };
  return (
    <FormDialog
      wide
      title={t("terminals.fees_title", { name: terminal.name })}
      happens={t("terminals.fees_text")}
      form={form}
      check={() => feeFaults(fees, t)}
      confirm={t("terminals.fees_confirm")}
      submit={submit}
      done={t("terminals.saved")}
      onClose={onClose}
    >
      {fees.map((fee, at) => (
        <fieldset key={at} className={styles.line}>
          <legend className={styles.legend}>{fee.currency || t("terminals.fee_line", { number: at + 1 })}</legend>
          {CELLS.map((cell) => (
            <TextInput
              key={cell}
              label={t(`fee_cell.${cell}`)}
              inputMode={cell === "currency" ? "text" : "decimal"}
              autoComplete="off"
              maxLength={cell === "currency" ? 3 : 20}
              value={fee[cell]}
              error={form.faults.get(`fees.${at}.${cell}`)}
              onChange={(event) => change(at, cell, event.currentTarget.value)}
            />
          ))}
          <ActionIcon variant="subtle" color="gray" size={30} className={styles.remove} aria-label={t("terminals.fee_remove", { currency: fee.currency })} onClick={() => form.set("fees", fees.filter((_, index) => index !== at))}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      <Button size="compact-sm" variant="default" className={styles.add} leftSection={<IconPlus size={14} aria-hidden />} disabled={fees.length >= LINES_MAX} onClick={() => form.set("fees", [...fees, EMPTY])}>
        {t("terminals.fee_add")}
      </Button>
      <CheckField form={form} name="fee_returned" label={t("terminals.fee_returned")} hint={t("terminals.fee_returned_hint")} />
    </FormDialog>
  );
}
