import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { Message } from "./Message";
import { problemText } from "./problem-text";

/** When a page could not even be started: no session could be asked for, or a part of the program did not load. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const outdated = error instanceof TypeError && /import|module/i.test(error.message);
  const text = error instanceof ApiError ? problemText(error, t) : t(outdated ? "page.outdated_text" : "page.broken_text");
  return (
    <main>
      <Message
        alert
        icon={IconAlertTriangle}
        title={t("page.broken")}
        action={<Button onClick={() => window.location.reload()}>{t("action.reload")}</Button>}
      >
        {text}
      </Message>
    </main>
  );
}
