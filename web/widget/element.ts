// <edgetill-pay widget-key data signature> or <edgetill-pay pay-url>: a button that pays.
import { type Options, pay, type Result } from "./pay";
import { styleButton } from "./style";
import { languageFor, wordsIn } from "./words";

export function defineElement(base: string): void {
  if (customElements.get("edgetill-pay")) return;

  class EdgetillPay extends HTMLElement {
    static observedAttributes = ["label", "lang", "disabled"];
    #button = document.createElement("button");

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open", delegatesFocus: true });
      styleButton(root);
      this.#button.type = "button";
      this.#button.part.add("button");
      this.#button.addEventListener("click", () => void this.pay());
      root.append(this.#button);
    }

    connectedCallback(): void {
      this.#draw();
    }

    attributeChangedCallback(): void {
      this.#draw();
    }

    /** Opens the payment. The page is told by the events `edgetill:success`, `edgetill:failure` and `edgetill:close`. */
    pay(): Promise<Result> {
      return pay(base, this.#options());
    }

    #tell(name: string): (result: Result) => void {
      return (detail) => this.dispatchEvent(new CustomEvent(`edgetill:${name}`, { detail, bubbles: true, composed: true }));
    }

    #options(): Options {
      const read = (name: string) => this.getAttribute(name) ?? undefined;
      const key = read("widget-key") ?? read("key");
      const payUrl = read("pay-url");
      return {
        ...(payUrl !== undefined ? { payUrl } : { key, data: read("data"), signature: read("signature") }),
        lang: read("lang"),
        redirect: this.hasAttribute("redirect"),
        onSuccess: this.#tell("success"),
        onFailure: this.#tell("failure"),
        onClose: this.#tell("close"),
      } as Options;
    }

    #draw(): void {
      this.#button.textContent = this.getAttribute("label") || wordsIn(languageFor(this.getAttribute("lang"))).pay;
      this.#button.disabled = this.hasAttribute("disabled");
    }
  }
  customElements.define("edgetill-pay", EdgetillPay);
}
