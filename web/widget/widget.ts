// widget.js, for shops' pages:
//   <script src="https://pay.example.com/widget.js" async></script>
//   <edgetill-pay widget-key="wk_live_..." data='{"amount":"100.00",...}' signature="..."></edgetill-pay>
// or Edgetill.pay({ key, data, signature }) / Edgetill.pay({ payUrl }), which promise how it ended.
// The API is where this script came from, unless the script tag says otherwise in data-api.
import { defineElement } from "./element";
import { type Options, pay, type Result } from "./pay";

declare global {
  interface Window {
    Edgetill?: { pay: (options: Options) => Promise<Result> };
  }
}

const script = document.currentScript;
const given = script instanceof HTMLScriptElement ? script.dataset["api"] || script.src : location.href;
const base = new URL(given, location.href).origin;

window.Edgetill ??= { pay: (options) => pay(base, options) };
defineElement(base);
