import { SegmentedControl, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fromMinor } from "../format/minor";
import { Amount } from "../ui/Amount";
import { Fold } from "../ui/Fold";
import styles from "./CartFields.module.css";
import type { LineLeft } from "./cart-refund";
import tables from "./small-table.module.css";
import type { OperateFormState } from "./use-operate-form";

interface Props {
  form: OperateFormState;
  lines: LineLeft[];
  /** All that is left, as it is shown. */
  whole: string;
  currency: string;
  disabled: boolean;
}

/** Of a payment with a cart everything is given back, or a part by its lines. */
export function CartFields({ form, lines, whole, currency, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <SegmentedControl
        fullWidth
        aria-label={t("operate.how_much")}
        disabled={disabled}
        value={form.byLines ? "lines" : "whole"}
        data={[{ value: "whole", label: t("operate.whole", { amount: whole }) }, { value: "lines", label: t("operate.by_lines") }]}
        onChange={(chosen) => form.setByLines(chosen === "lines")}
      />
      {form.byLines && (
        <Fold>
          <table className={`${tables.table} ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">{t("detail.cart_name")}</th>
                <th scope="col">{t("detail.cart_quantity")}</th>
                <th scope="col" data-end>{t("detail.cart_sum")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => <LineRow key={line.line} form={form} line={line} currency={currency} disabled={disabled} />)}
            </tbody>
          </table>
        </Fold>
      )}
      {form.byLines && form.faults.get("lines") && <p className={styles.fault} role="alert">{form.faults.get("lines")}</p>}
      {form.amountFault && <p className={styles.fault} role="alert">{form.amountFault}</p>}
    </div>
  );
}

function LineRow({ form, line, currency, disabled }: Omit<Props, "lines" | "whole"> & { line: LineLeft }) {
  const { t } = useTranslation();
  const { typed, worth, fault } = form.lineOf(line);
  return (
    <tr>
      <td>
        {line.name}
        <div className={tables.soft}>{t("operate.line_left", { quantity: line.left })}</div>
      </td>
      <td>
        <TextInput
          size="xs"
          classNames={{ root: styles.quantity }}
          aria-label={t("operate.line_quantity", { name: line.name })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
          placeholder="0"
          disabled={line.left === "0"}
          readOnly={disabled}
          value={typed}
          error={fault}
          onChange={(event) => form.setQuantity(line.line, event.currentTarget.value)}
        />
      </td>
      <td data-end>{worth !== null && <Amount amount={fromMinor(worth, form.scale)} currency={currency} />}</td>
    </tr>
  );
}
