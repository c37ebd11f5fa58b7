import { IconLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { organisationNamed } from "../api/client";
import { stringifySearch } from "../app/search";
import { Tool } from "../list/Toolbar";
import { useAnnounce } from "./Announcer";
import { useCopy } from "./useCopy";

/** Copies the address of what is open. Without the page of the list: it will be there when the page is long another one. */
export function CopyLink({ keep = {} }: { keep?: Record<string, unknown> }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [state, copy] = useCopy();
  const label = { idle: t("action.copy_link"), copied: t("action.copied"), refused: t("action.copy_failed") }[state];
  const copyAddress = async () => {
    const { origin, pathname } = window.location;
    announce((await copy(origin + pathname + stringifySearch({ ...keep, org: organisationNamed() }))) ? t("action.copied") : t("action.copy_failed"));
  };
  return <Tool label={label} onClick={() => void copyAddress()}><IconLink size={16} aria-hidden /></Tool>;
}
