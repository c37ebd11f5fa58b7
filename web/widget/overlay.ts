// What lies over the shop's page while the payer pays: a modal dialog (the browser keeps the focus in it,
// makes the page behind inert and reports Esc) with the pay page in a frame.
import { styleOverlay } from "./style";
import type { Words } from "./words";

/** A page that says "ready" does so about when it has loaded: before or after, by so much at most. */
const SPOKEN_BEFORE_LOAD_MS = 1_000;

export interface Overlay {
  showLoading(): void;
  /** Says why nothing can be paid; `retry` is offered where trying again can help. */
  showError(text: string, code: string, retry: (() => void) | null): void;
  /** Puts the pay page in the frame and gives the frame back, so that its messages can be told from others'. */
  load(url: URL): HTMLIFrameElement;
  /** The pay page has spoken: it is shown, with its own way out. The bank's page after it has none, so ours returns. */
  showFrame(): void;
  remove(): void;
}

export function openOverlay(words: Words, lang: string, onClose: () => void): Overlay {
  const host = document.createElement("div");
  host.lang = lang;
  const root = host.attachShadow({ mode: "open" });
  styleOverlay(root);

  const dialog = element("dialog", { "aria-modal": "true", "aria-label": words.title });
  const panel = element("div", { class: "panel" });
  const state = element("div", { class: "state", "aria-live": "polite" });
  const close = element("button", { class: "close", type: "button", "aria-label": words.close });
  close.append(cross());
  close.addEventListener("click", onClose);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onClose();
  });
  // The browser closes a dialog whose second Esc was prevented too; whoever asks twice means it.
  dialog.addEventListener("close", onClose);
  panel.append(state, close);
  dialog.append(panel);
  root.append(dialog);
  document.body.append(host);

  let spokenAt = 0;
  const before = document.activeElement;
  const unlock = lockScroll();
  dialog.showModal();

  return {
    showLoading() {
      panel.className = "panel";
      state.replaceChildren(element("div", { class: "spinner" }), paragraph(words.loading));
    },
    showError(text, code, retry) {
      panel.className = "panel";
      close.hidden = false;
      const title = element("h2", {});
      title.textContent = words.failed;
      const note = paragraph(`${words.code}: ${code}`);
      note.className = "code";
      const button = element("button", { type: "button" });
      button.textContent = retry ? words.retry : words.close;
      button.addEventListener("click", retry ?? onClose);
      state.replaceChildren(title, paragraph(text), note, button);
      state.setAttribute("role", "alert");
      button.focus();
    },
    load(url) {
      panel.querySelector("iframe")?.remove();
      // `payment` lets the acquirer's page offer wallets; nothing else is delegated.
      const frame = element("iframe", { title: words.title, allow: "payment", referrerpolicy: "strict-origin-when-cross-origin" });
      frame.src = url.href;
      frame.addEventListener("load", () => {
        close.hidden = Date.now() - spokenAt < SPOKEN_BEFORE_LOAD_MS;
      });
      panel.insertBefore(frame, close);
      return frame;
    },
    showFrame() {
      const frame = panel.querySelector("iframe");
      panel.className = "panel ready";
      close.hidden = true;
      spokenAt = Date.now();
      frame?.focus();
    },
    remove() {
      dialog.removeEventListener("close", onClose);
      dialog.close();
      host.remove();
      unlock();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
  };
}

/** Keeps the page behind from scrolling, without its jumping aside as the scrollbar goes. */
function lockScroll(): () => void {
  const { style } = document.documentElement;
  const { overflow, paddingRight } = style;
  const scrollbar = window.innerWidth - document.documentElement.clientWidth;
  style.overflow = "hidden";
  if (scrollbar > 0) style.paddingRight = `${scrollbar}px`;
  return () => {
    style.overflow = overflow;
    style.paddingRight = paddingRight;
  };
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string>): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function cross(): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M5 5l10 10M15 5L5 15");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "2");
  path.setAttribute("stroke-linecap", "round");
  svg.append(path);
  return svg;
}
