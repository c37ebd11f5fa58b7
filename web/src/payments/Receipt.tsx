import { useTranslation } from "react-i18next";
import type { Receipt as Parameters } from "../api/types";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";

const FIELDS = ["fop_receipt_key", "fop_uuid", "fop_receipt_number", "fop_fn", "fop_fnd", "fop_fpd", "fop_rnkkt"] as const;

/** The fiscal receipt's parameters, as far as they are known. */
export function Receipt({ receipt }: { receipt: Parameters }) {
  const { t } = useTranslation();
  if (FIELDS.every((field) => !receipt[field])) return <Nothing>{t("detail.no_receipt")}</Nothing>;
  return <Facts>{FIELDS.map((field) => <Fact key={field} name={t(`receipt.${field}`)} value={receipt[field]} mono />)}</Facts>;
}
