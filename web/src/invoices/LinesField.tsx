import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { exponentOf } from "../format/currency";
import { fromMinor } from "../format/minor";
import { Amount } from "../ui/Amount";
import { EMPTY_LINE, lineMinor, totalOf, type TypedLine } from "./line-sum";
import styles from "./LinesField.module.css";

const LINES_MAX = 100;
const CELLS = ["name", "price", "quantity"] as const;

interface Props {
  lines: readonly TypedLine[];
  currency: string;
  faults: ReadonlyMap<string, string>;
  onChange: (lines: TypedLine[]) => void;
  onCurrency: (currency: string) => void;
}

/** What is billed, line by line; each line's sum and all of them are counted while they are typed. */
export function LinesField({ lines, currency, faults, onChange, onCurrency }: Props) {
  const { t } = useTranslation();
  const scale = exponentOf(currency);
  const total = totalOf(lines, scale);
  const change = (at: number, cell: keyof TypedLine, value: string) => onChange(lines.map((line, index) => (index === at ? { ...line, [cell]: value } : line)));
  // As this page names it, and as the API does.
  const fault = (at: number, cell: string) => faults.get(`lines.${at}.${cell}`) ?? faults.get(`lines[${at}].${cell}`) ?? (cell === "name" ? faults.get(`lines[${at}]`) : undefined);
  return (
    <div>
      {lines.map((line, at) => {
        const minor = lineMinor(line, scale);
        return (
          <fieldset key={at} className={styles.line}>
            <legend className={styles.legend}>{t("invoices.line", { number: at + 1 })}</legend>
            {CELLS.map((cell) => (
              <TextInput
                key={cell}
                label={t(`invoices.line_${cell}`)}
                inputMode={cell === "name" ? "text" : "decimal"}
                autoComplete="off"
                maxLength={cell === "name" ? 300 : 24}
                value={line[cell]}
                error={fault(at, cell)}
                onChange={(event) => change(at, cell, event.currentTarget.value)}
              />
            ))}
            <div className={styles.sum}>{minor !== null && <Amount amount={fromMinor(minor, scale)} currency={currency} />}</div>
            <ActionIcon variant="subtle" color="gray" size={30} className={styles.remove} disabled={lines.length === 1} aria-label={t("invoices.line_remove", { number: at + 1 })} onClick={() => onChange(lines.filter((_, index) => index !== at))}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </fieldset>
        );
      })}
      <div className={styles.foot}>
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />} disabled={lines.length >= LINES_MAX} onClick={() => onChange([...lines, EMPTY_LINE])}>
          {t("invoices.line_add")}
        </Button>
        <TextInput
          label={t("payment.currency")}
          w={96}
          autoComplete="off"
          maxLength={3}
          value={currency}
          error={faults.get("amount.currency")}
          onChange={(event) => onCurrency(event.currentTarget.value.toUpperCase())}
        />
        <span className={styles.total} role="status">{t("invoices.total")}: {total === null ? "—" : <Amount amount={total} currency={currency} />}</span>
      </div>
      {(faults.get("lines") ?? faults.get("amount.amount") ?? faults.get("amount")) && (
        <p role="alert" style={{ margin: "0.35rem 0 0", color: "var(--tone-bad)", fontSize: "0.75rem" }}>{faults.get("lines") ?? faults.get("amount.amount") ?? faults.get("amount")}</p>
      )}
    </div>
  );
}
