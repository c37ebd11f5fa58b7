import { IconPhotoUp, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fileAddress } from "../api/client";
import { changeManualSystem, type ManualSystem } from "../api/manual-systems";
import { may } from "../app/permission";
import { ActionButton } from "../organisation/ActionButton";
import { useSigned } from "../shell/session-context";
import { useAnnounce } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Nothing } from "../ui/Section";
import { ImageDialog } from "./ImageDialog";
import styles from "./SystemImage.module.css";

/** The picture that payers see beside the system's name. */
export function SystemImage({ system }: { system: ManualSystem }) {
  const { t } = useTranslation();
  const { session } = useSigned();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<"choose" | "remove" | null>(null);
  const close = () => setAsked(null);
  const remove = async () => {
    await changeManualSystem(system.mode, system.id, { image: null });
    announce(t("manual_systems.image_removed"));
    void client.invalidateQueries({ queryKey: ["manual-systems"] });
  };
  const changeable = may(session, "settings") && system.status !== "archived";
  return (
    <div className={styles.image}>
      {system.image === null
        ? <Nothing>{t("manual_systems.no_image")}</Nothing>
        : <img className={styles.picture} src={fileAddress(system.image)} alt={t("manual_systems.image_of", { name: system.name })} />}
      {changeable && <ActionButton icon={IconPhotoUp} label={t(system.image === null ? "manual_systems.image_add" : "manual_systems.image_replace")} of={system.name} onClick={() => setAsked("choose")} />}
      {changeable && system.image !== null && <ActionButton icon={IconTrash} label={t("manual_systems.image_remove")} of={system.name} onClick={() => setAsked("remove")} />}
      {asked === "choose" && <ImageDialog system={system} onClose={close} />}
      {asked === "remove" && (
        <ConfirmDialog title={t("manual_systems.image_remove")} confirm={t("manual_systems.image_remove")} submit={remove} onClose={close}>
          {t("manual_systems.image_remove_text")}
        </ConfirmDialog>
      )}
    </div>
  );
}
