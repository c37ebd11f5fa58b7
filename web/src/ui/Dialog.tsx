import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Dialog.module.css";

interface Props {
  title: string;
  onClose: () => void;
  /** A request is under way: what became of it must be seen, so nothing closes the window by the way. */
  busy?: boolean;
  /** It holds what cannot be had again: only its own buttons close it. */
  firm?: boolean;
  /** For what is wider than a form. */
  wide?: boolean;
  children: ReactNode;
}

/** A window that asks before something is done. It is open while it is there, so that opened anew it begins anew. On a
 *  phone it has the whole screen. */
export function Dialog({ title, onClose, busy = false, firm = false, wide = false, children }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={wide ? 720 : 480}
      fullScreen={narrow}
      closeOnEscape={!busy && !firm}
      closeOnClickOutside={false}
      withCloseButton={!firm}
      closeButtonProps={{ "aria-label": t("action.close"), disabled: busy }}
      classNames={{ title: styles.title }}
    >
      {children}
    </Modal>
  );
}

/** The buttons at the end of a window: what is done stands last. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

/** Whatever opened the window has the focus again afterwards; where that is gone, the heading of what is open, or the page. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        // A button that was switched off while its request was under way has lost the focus to the page before.
        const known = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
        const back = known ? opener : document.getElementById("pane-title") ?? document.getElementById("content");
        back?.focus();
      });
    },
    [opener],
  );
}
