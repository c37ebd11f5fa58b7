import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Code } from "../ui/Code";
import styles from "./BuyLink.module.css";
import { buttonOf } from "./button-of";

/** The button for the merchant's own page: how it looks, and its HTML. */
export function BuyButton({ html }: { html: string }) {
  const { t } = useTranslation();
  const button = useMemo(() => buttonOf(html), [html]);
  const dress = (element: HTMLElement | null) => {
    // As a page would read it; set by a property, so that no policy stands in the way.
    if (element !== null && button !== null) element.style.cssText = button.style;
  };
  return (
    <>
      <p className={styles.hint}>{t("offers.button_hint")}</p>
      {button !== null && (
        <div className={styles.stage} role="group" aria-label={t("offers.button_preview")}>
          {button.href === null
            ? <span ref={dress}>{button.text}</span>
            : <a ref={dress} href={button.href} target="_blank" rel="noreferrer">{button.text}</a>}
        </div>
      )}
      <Code label={t("offers.button_html")} text={html} />
    </>
  );
}
