// Styles live in a constructed sheet within a shadow root: the shop's styles do not reach in, ours do not
// leak out, and a content security policy without 'unsafe-inline' does not mind.

const OVERLAY = `
:host { all: initial; }
dialog {
  position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none;
  margin: 0; padding: 0; border: 0; background: transparent; overflow: hidden;
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1b2430;
}
dialog::backdrop { background: rgb(15 20 32 / 55%); }
.panel {
  position: absolute; inset: 0; display: grid; margin: auto; overflow: hidden;
  width: min(460px, 100%); height: min(720px, 100%); background: #fff; border-radius: 14px;
  box-shadow: 0 24px 64px -16px rgb(10 16 32 / 45%);
}
.panel > * { grid-area: 1 / 1; }
iframe { width: 100%; height: 100%; border: 0; opacity: 0; transition: opacity 160ms; color-scheme: light; }
.ready iframe { opacity: 1; }
.state { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 14px; padding: 32px; text-align: center; }
.ready .state { visibility: hidden; }
.spinner { width: 34px; height: 34px; border-radius: 50%; border: 3px solid #dfe4ec; border-top-color: #2f55c8; animation: turn 0.9s linear infinite; }
.state h2 { margin: 0; font-size: 18px; line-height: 1.3; }
.state p { margin: 0; max-width: 32ch; overflow-wrap: anywhere; }
.code { color: #566173; font-size: 13px; }
.state button { padding: 10px 20px; border: 0; border-radius: 8px; background: #2f55c8; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
.close { z-index: 1; justify-self: end; align-self: start; width: 36px; height: 36px; margin: 6px; padding: 8px; border: 0; border-radius: 50%; background: rgb(255 255 255 / 80%); color: #566173; cursor: pointer; }
.close[hidden] { display: none; }
.close:hover { background: #eef1f5; }
.close svg { display: block; width: 20px; height: 20px; }
button:focus-visible, iframe:focus-visible { outline: 2px solid #2f55c8; outline-offset: 2px; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (max-width: 520px) { .panel { border-radius: 0; } }
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } iframe { transition: none; } }
@media (prefers-color-scheme: dark) {
  dialog { color: #dfe3ea; }
  .panel { background: #1a1d24; }
  .code { color: #9aa3b2; }
  .close { background: rgb(26 29 36 / 80%); color: #9aa3b2; }
  .close[hidden] { display: none; }
.close:hover { background: #2d333e; }
}`;

const BUTTON = `
:host { display: inline-block; }
button {
  min-height: 44px; padding: 10px 22px; border: 0; border-radius: 8px; background: #2f55c8; color: #fff;
  font: 600 16px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; cursor: pointer;
}
button:hover { background: #274ab0; }
button:focus-visible { outline: 2px solid #2f55c8; outline-offset: 3px; }
button:disabled { opacity: 0.55; cursor: default; }`;

export function styleOverlay(root: ShadowRoot): void {
  adopt(root, OVERLAY);
}

export function styleButton(root: ShadowRoot): void {
  adopt(root, BUTTON);
}

function adopt(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}
