// Comfort for the card form; it works without this file. Fills in test cards, groups digits, sends the form once.
const form = document.getElementById("card");
const field = (name) => form.elements.namedItem(name);
const digits = (text, most) => text.replace(/\D/g, "").slice(0, most);

/** Rewrites a field as it is typed, keeping the caret behind the digit it stood behind. */
function format(input, rewrite) {
  const caret = digits(input.value.slice(0, input.selectionStart ?? input.value.length), 32).length;
  const text = rewrite(input.value);
  if (text === input.value) return;
  input.value = text;
  let place = 0;
  for (let seen = 0; seen < caret && place < text.length; place += 1) if (/\d/.test(text[place])) seen += 1;
  input.setSelectionRange(place, place);
}

const grouped = (text) => digits(text, 19).replace(/(\d{4})(?=\d)/g, "$1 ");
const monthYear = (text) => (/[^\d/ ]/.test(text) || digits(text, 7).length > 4 ? text : digits(text, 4).replace(/^(\d\d)(?=\d)/, "$1/"));

field("number").addEventListener("input", (event) => format(event.target, grouped));
field("expiry").addEventListener("input", (event) => format(event.target, monthYear));

for (const button of document.querySelectorAll(".fill")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    field("number").value = button.dataset.number;
    field("expiry").value = button.dataset.expiry;
    field("cvv").value = "123";
    field("name").value = "ANNA IVANOVA";
    const pay = form.querySelector(".pay");
    pay.focus();
    pay.scrollIntoView({ block: "center" });
  });
}

form.addEventListener("submit", (event) => {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.classList.add("busy");
});
// Coming back from the browser's memory, the form is fresh again.
addEventListener("pageshow", () => {
  delete form.dataset.sent;
  form.classList.remove("busy");
});
