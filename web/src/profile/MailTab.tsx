import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { mailKindsQuery } from "../api/notifications";
import { demandsSecondFactor } from "../app/places";
import { useSigned } from "../shell/session-context";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Section } from "../ui/Section";
import { MailKinds } from "./MailKinds";
import styles from "./ProfilePage.module.css";

/** Which notifications come by e-mail besides. */
export function MailTab() {
  const { t } = useTranslation();
  const { session } = useSigned();
  const { person, organisation } = session;
  const shown = organisation !== null && session.visit === null && !demandsSecondFactor(session);
  const query = useQuery({ ...mailKindsQuery, enabled: shown });
  if (!shown) return null;
  const body = () => {
    if (person.email === null) return <Button component={Link} to="/profile" variant="default">{t("mail.add_email")}</Button>;
    if (query.data !== undefined) return <MailKinds wanted={query.data.kinds} />;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Skeleton height={120} radius="md" role="status" aria-label={t("list.loading")} />;
  };
  return (
    <Section title={t("profile.mail")}>
      <p className={styles.lead}>
        {person.email === null ? t("mail.no_email") : t("mail.text", { email: person.email, name: organisation.name })}
      </p>
      {body()}
    </Section>
  );
}
