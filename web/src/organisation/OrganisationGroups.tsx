import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation, OrganisationChange } from "../api/organisation";
import { Fact, Facts } from "../ui/Facts";
import { Section } from "../ui/Section";
import { EditGroupDialog } from "./EditGroupDialog";
import { FieldValue } from "./FieldValue";
import { type Group, GROUPS } from "./groups";

interface Props {
  organisation: Organisation;
  /** Sends what is to change; without it nothing can be changed here. */
  save: ((change: OrganisationChange) => Promise<void>) | null;
}

/** The organisation's fields, group by group; each group is changed in a window of its own. */
export function OrganisationGroups({ organisation, save }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Group | null>(null);
  return (
    <>
      {(Object.keys(GROUPS) as Group[]).map((group) => (
        <Section key={group} title={t(`organisation_group.${group}`)}>
          <Facts>
            {GROUPS[group].map((field) => (
              <Fact key={field} name={t(`organisation_field.${field}`)}><FieldValue organisation={organisation} field={field} /></Fact>
            ))}
          </Facts>
          {save !== null && (
            <Button
              mt={8}
              size="compact-xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              aria-haspopup="dialog"
              aria-label={`${t("action.edit")}: ${t(`organisation_group.${group}`)}`}
              onClick={() => setEditing(group)}
            >
              {t("action.edit")}
            </Button>
          )}
        </Section>
      ))}
      {editing !== null && save !== null && <EditGroupDialog group={editing} organisation={organisation} save={save} onClose={() => setEditing(null)} />}
    </>
  );
}
