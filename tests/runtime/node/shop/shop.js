// The demo shop's page: chooses a tea, pays in one of three ways, shows what came of it and when the shop's server was told.

const STATUS = {
  captured: "Paid. Thank you!",
  authorised: "Authorised: the money is held",
  failed: "Not paid",
  closed: "The window was closed before the payment ended",
  // Anybody can open the return address: what counts is the postback.
  returned: "Back from the payment page",
};
const byId = (id) => document.getElementById(id);
let watching = 0;

async function ask(path, body) {
  const answer = await fetch(path, body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error ?? `the shop answered ${answer.status}`);
  return result;
}

const chosen = () => document.querySelector("#goods input:checked").value;

/** Shows the outcome, then asks the shop's server for two minutes whether the postback has come. */
async function show(order, status) {
  const mine = ++watching;
  byId("outcome").hidden = false;
  byId("outcome-order").textContent = order;
  byId("outcome-status").textContent = STATUS[status] ?? status;
  byId("outcome-told").textContent = "Waiting for the postback…";
  byId("outcome").scrollIntoView({ block: "nearest" });
  for (let tries = 0; tries < 120 && mine === watching; tries++) {
    const { told } = await ask(`/orders?order=${encodeURIComponent(order)}`);
    if (told && mine === watching) {
      byId("outcome-status").textContent = STATUS[told.status] ?? byId("outcome-status").textContent;
      byId("outcome-told").textContent = `The shop was told: ${told.type}, signature verified`;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function pay(button, way) {
  button.disabled = true;
  let order = "none";
  try {
    const made = await ask("/orders", { item: chosen(), way });
    order = made.order;
    const { status } = await Edgetill.pay(made.pay_url ? { payUrl: made.pay_url } : { key: made.key, data: made.data, signature: made.signature });
    show(order, status);
  } catch (error) {
    show(order, `It did not work: ${error.message}`);
  } finally {
    button.disabled = false;
  }
}

/** The custom element takes one order; a new one is signed for each choice. */
async function renderElement() {
  const made = await ask("/orders", { item: chosen(), way: "signed" });
  const element = document.createElement("edgetill-pay");
  element.setAttribute("key", made.key);
  element.setAttribute("data", made.data);
  element.setAttribute("signature", made.signature);
  element.setAttribute("label", "Pay");
  for (const [event, status] of [["success", null], ["failure", "failed"], ["close", "closed"]]) {
    element.addEventListener(`edgetill:${event}`, ({ detail }) => show(made.order, detail?.status ?? status ?? "captured"));
  }
  byId("pay-element").replaceChildren(element);
}

function renderGood({ item, name, note, price }, index) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "item", value: item, checked: index === 0 });
  const title = Object.assign(document.createElement("span"), { textContent: name });
  const small = Object.assign(document.createElement("small"), { textContent: note });
  const money = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2 });
  const sum = Object.assign(document.createElement("b"), { textContent: `${money.format(price)}\u00a0₽` });
  input.addEventListener("change", () => renderElement().catch(console.error));
  label.append(input, title, small, sum);
  return label;
}

function renderCard({ number, outcome }) {
  const row = document.createElement("tr");
  for (const text of [number, outcome]) row.append(Object.assign(document.createElement("td"), { textContent: text }));
  return row;
}

const { goods, cards } = await ask("/goods");
byId("goods").replaceChildren(...goods.map(renderGood));
byId("cards").replaceChildren(...cards.map(renderCard));
byId("cards-section").hidden = cards.length === 0;
byId("pay-signed").addEventListener("click", ({ target }) => pay(target, "signed"));
byId("pay-created").addEventListener("click", ({ target }) => pay(target, "created"));

const returned = new URLSearchParams(location.search).get("order");
if (returned) show(returned, location.pathname === "/success" ? "returned" : "failed");
await renderElement();
