import { IconPlayerPause } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeOrganisation, type Organisation, type OrganisationChange, organisationQuery } from "../api/organisation";
import { may } from "../app/permission";
import { useSigned } from "../shell/session-context";
import { Callout } from "../ui/Callout";
import { ErrorMessage } from "../ui/ErrorMessage";
import { Fact, Facts } from "../ui/Facts";
import { StatusMark } from "../ui/StatusMark";
import { Time } from "../ui/Time";
import { usePageTitle } from "../ui/usePageTitle";
import styles from "./DetailsPage.module.css";
import { Loading } from "./Loading";
import { OrganisationGroups } from "./OrganisationGroups";
import { Page } from "./Page";

/** The organisation itself: what it is called, where it is, and the rules it has set itself. */
export function DetailsPage() {
  const { t } = useTranslation();
  usePageTitle(t("organisation.title"));
  const query = useQuery(organisationQuery);
  const body = () => {
    if (query.data !== undefined) return <Details organisation={query.data} />;
    if (query.isError) return <ErrorMessage error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
    return <Loading />;
  };
  return <Page title={t("organisation.title")} refresh={{ busy: query.isFetching, run: () => void query.refetch() }}>{body()}</Page>;
}

function Details({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const client = useQueryClient();
  const save = async (change: OrganisationChange) => {
    await changeOrganisation(change);
    // The name, the zone and the language are in the session too.
    for (const key of [organisationQuery.queryKey, ["session"]]) void client.invalidateQueries({ queryKey: key });
  };
  return (
    <>
      {organisation.status === "disabled" && (
        <div className={styles.notice}><Callout tone="bad" icon={IconPlayerPause} title={t("organisation.disabled")}>{t("organisation.disabled_text")}</Callout></div>
      )}
      <div className={styles.top}>
        <Facts>
          <Fact name={t("organisation.slug")} value={organisation.slug} mono />
          <Fact name={t("organisation.status")}><StatusMark group="standing" code={organisation.status} /></Fact>
          <Fact name={t("organisation.registered_at")}><Time at={organisation.registered_at} /></Fact>
        </Facts>
      </div>
      <OrganisationGroups organisation={organisation} save={may(session, "settings") ? save : null} />
    </>
  );
}
