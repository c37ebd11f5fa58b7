import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/problem";
import { Message } from "./Message";
import { problemText } from "./problem-text";

/** When a page could not even be started: no session could be asked for, or a part of the program did not load. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof ApiError && error.code === "organisation_refused") return <Refused />;
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

/** The address names an organisation that the person has no part in. Without a name they get one of their own, in a new
 *  document (app/enter.ts). */
function Refused() {
  const { t } = useTranslation();
  return (
    <main>
      <Message alert icon={IconLock} title={t("page.refused")} action={<a href="/cabinet/">{t("page.to_own")}</a>}>
        {t("problem.organisation_refused")}
      </Message>
    </main>
  );
}
