// The pay page's script: tells the widget what became of the payment, and reloads when the bank has spoken.
// The page works without it.
(() => {
  const { stage, status, number, statusUrl, embedded, sites } = document.body.dataset;
  const POLL_MS = 1500;
  const POLLS_MAX = 400;

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

  const poll = async (left) => {
    const answer = await fetch(statusUrl).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (answer && !answer.waiting) location.reload();
    else if (left > 0) setTimeout(poll, POLL_MS, left - 1);
  };
  if (stage === "waiting") poll(POLLS_MAX);
})();
