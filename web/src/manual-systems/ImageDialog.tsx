import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPhotoUp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ManualSystem, setImage } from "../api/manual-systems";
import { useWords } from "../i18n/words";
import { useAnnounce } from "../ui/Announcer";
import { Callout } from "../ui/Callout";
import { Dialog, DialogButtons } from "../ui/Dialog";
import dialog from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import { dataAddress, type ImageFault, readImage } from "./image-file";
import styles from "./SystemImage.module.css";

interface Chosen {
  name: string;
  image: Blob;
  address: string;
}

/** Chooses a picture, shows it, and sends it. What is no picture is refused here already, and why. */
export function ImageDialog({ system, onClose }: { system: ManualSystem; onClose: () => void }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const client = useQueryClient();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState<ImageFault | null>(null);
  const sending = useMutation({
    mutationFn: (image: Blob) => setImage(system.mode, system.id, image),
    onSuccess: () => {
      announce(t("manual_systems.image_set"));
      void client.invalidateQueries({ queryKey: ["manual-systems"] });
      onClose();
    },
  });
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    // So that the same file can be chosen again.
    event.currentTarget.value = "";
    if (file === undefined) return;
    sending.reset();
    const read = await readImage(file);
    setFault("fault" in read ? read.fault : null);
    setChosen("image" in read ? { name: file.name, image: read.image, address: await dataAddress(read.image) } : null);
  };
  return (
    <Dialog title={t("manual_systems.image_title", { name: system.name })} onClose={onClose} busy={sending.isPending}>
      <div className={dialog.form}>
        <div className={dialog.happens}>{t("manual_systems.image_text")}</div>
        <input ref={input} type="file" hidden accept="image/png,image/jpeg,image/webp,image/gif" aria-label={t("manual_systems.image_choose")} onChange={(event) => void choose(event)} />
        <div className={styles.preview}>
          {chosen !== null && (
            <>
              <img className={styles.picture} src={chosen.address} alt={t("manual_systems.image_preview")} />
              <span className={styles.soft}>{t("manual_systems.image_file", { name: chosen.name, size: Math.max(Math.ceil(chosen.image.size / 1024), 1) })}</span>
            </>
          )}
          <Button size="xs" variant={chosen === null ? "filled" : "default"} data-autofocus leftSection={<IconPhotoUp size={15} aria-hidden />} disabled={sending.isPending} onClick={() => input.current?.click()}>
            {t(chosen === null ? "manual_systems.image_choose" : "manual_systems.image_choose_other")}
          </Button>
        </div>
        {fault !== null && <Callout tone="bad" icon={IconAlertTriangle} role="alert">{wordFor("image_fault", fault)}</Callout>}
        {sending.isError && !sending.isPending && <ProblemCallout error={sending.error} title={t("operate.refused_title")} />}
        <DialogButtons>
          <Button variant="default" onClick={onClose} disabled={sending.isPending}>{t("action.cancel")}</Button>
          <Button disabled={chosen === null} loading={sending.isPending} onClick={() => chosen !== null && sending.mutate(chosen.image)}>{t("manual_systems.image_confirm")}</Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
