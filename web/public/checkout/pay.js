// The script of payers' pages: tells the widget what became of the payment, reloads when the wait is over, and looks at a file before
// it is sent. The pages work without it.
(() => {
  const { stage, status, number, statusUrl, embedded, sites } = document.body.dataset;
  // A bank answers in seconds, a person in hours: asked less and less often, for a day at most.
  const POLL_MS = 1500;
  const POLL_GROWTH = 1.03;
  const POLL_MS_MAX = 30_000;
  const POLLS_MAX = 3000;

  // Only a registered site of the organisation hears this; the browser delivers to none other.
  const tell = (message) => {
    if (!embedded || window.parent === window) return;
    for (const origin of JSON.parse(sites)) window.parent.postMessage(message, origin);
  };
  tell({ type: "edgetill:ready" });
  if (stage === "paid") tell({ type: "edgetill:done", status, number: Number(number) });
  if (stage === "over") tell({ type: "edgetill:done", status: "failed", number: Number(number) });
  document.querySelector("[data-close]")?.addEventListener("click", () => tell({ type: "edgetill:close" }));
  document.addEventListener("keydown", (event) => event.key === "Escape" && tell({ type: "edgetill:close" }));

  // One click, one trip.
  for (const form of document.forms) form.addEventListener("submit", () => (form.querySelector("button").disabled = true));
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  // A file that would be refused is not sent first.
  for (const input of document.querySelectorAll("[data-bytes-max]")) {
    input.addEventListener("change", () => {
      const tooLarge = input.files[0]?.size > Number(input.dataset.bytesMax);
      input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
      input.reportValidity();
    });
  }
  document.querySelector("[aria-invalid]")?.focus();

  const poll = async (left, pause) => {
    const answer = await fetch(statusUrl).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (answer && !answer.waiting) location.reload();
    else if (left > 0) setTimeout(poll, pause, left - 1, Math.min(pause * POLL_GROWTH, POLL_MS_MAX));
  };
  if (stage === "waiting") poll(POLLS_MAX, POLL_MS);
})();
