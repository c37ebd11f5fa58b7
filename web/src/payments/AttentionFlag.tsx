import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { attentionTitle } from "./attention";

/** In a row: that a person should look at this payment, and why. */
export function AttentionFlag({ code }: { code: string }) {
  const { t } = useTranslation();
  const title = attentionTitle(code, t);
  return (
    <span role="img" aria-label={title} title={title} style={{ display: "inline-flex", color: "var(--tone-attention)" }}>
      <IconAlertTriangleFilled size={14} aria-hidden />
    </span>
  );
}
