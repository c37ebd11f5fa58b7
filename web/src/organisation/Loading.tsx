import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Loading() {
  const { t } = useTranslation();
  return (
    <div style={{ padding: "1rem" }} role="status" aria-label={t("list.loading")}>
      {[40, 70, 55, 62, 48, 66, 51].map((width) => <Skeleton key={width} height={12} width={`${width}%`} mb={14} radius="xl" />)}
    </div>
  );
}
