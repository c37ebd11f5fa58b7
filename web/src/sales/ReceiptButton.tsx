import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fetchReceipt } from "../api/receipt";
import { useSigned } from "../shell/session-context";
import { downloadFile } from "../ui/download";
import { ProblemCallout } from "../ui/ProblemCallout";

/** The file that the payer gave, to be kept and looked at. It comes with the request's headers, so it is no plain link. */
export function ReceiptButton({ number }: { number: number }) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const fetching = useMutation({
    mutationFn: () => fetchReceipt(mode, number),
    onSuccess: (file) => downloadFile(file, `receipt-${number}${EXTENSIONS[file.type] ?? ""}`),
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={13} aria-hidden />}
        loading={fetching.isPending}
        aria-label={t("manual.receipt_of", { number })}
        onClick={() => fetching.mutate()}
      >
        {t("manual.receipt_save")}
      </Button>
      {fetching.isError && <ProblemCallout error={fetching.error} />}
    </>
  );
}

const EXTENSIONS: Record<string, string> = { "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif", "application/pdf": ".pdf" };
