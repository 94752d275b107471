// What a page does: a prediction is kept in this browser, and compared with what came out; what is wide can be scrolled.

const KEPT = "backprop-predictions";
const CLOSE = 5e-3; // relative, as in the notebooks
const COUNTED = 20; // of smaller whole numbers each is another answer, as in the notebooks
const SURPRISE = "A surprise shows where there is something to learn: which step did you think of differently?";

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");
const isNumber = (value) => typeof value === "number";
const written = (value) =>
  Array.isArray(value) ? value.map(written).join(", ") : isNumber(value) ? String(+value.toPrecision(4)) : `“${value}”`;

/** Read what was typed: a number, a word, or several of them with commas between, with brackets or without. */
function read(text) {
  const parts = text.replace(/["'“”[\](){}]/g, " ").split(/[,;]/).map((part) => part.trim()).filter(Boolean);
  const values = parts.map((part) => {
    const number = Number(part.replace("−", "-").replace(/%$/, ""));
    return Number.isNaN(number) ? part.toLowerCase().replace(/[.!]+$/, "") : number;
  });
  return values.length === 1 ? values[0] : values;
}

function alike(said, value) {
  if (Array.isArray(value)) {
    const all = [said].flat(), wanted = value.flat(Infinity);
    return all.length === wanted.length && wanted.every((part, k) => alike(all[k], part));
  }
  if (isNumber(said) && isNumber(value)) return Math.abs(said - value) <= CLOSE * Math.abs(value) + 1e-12;
  return !isNumber(said) && !Array.isArray(said) && !isNumber(value) && said === value.toLowerCase();
}

/** Say what came out, beside what was predicted. */
function compared(said, value) {
  if (alike(said, value)) return `${written(value)} came out, as you predicted.`;
  const both = `You predicted ${written(said)}, and ${written(value)} came out`;
  if (isNumber(said) && isNumber(value) && value && said / value >= 0.5 && said / value <= 2) {
    const counted = Number.isInteger(said) && Number.isInteger(value) && Math.abs(value) < COUNTED;
    return counted ? `${both}. Where does the difference come from?` : `${both}: that is close.`;
  }
  return `${both}. ${SURPRISE}`;
}

// What is wider than the page is scrolled where it stands, with the keyboard as well.
const WIDE = "div.math, mjx-container, pre, table, .cell_output";
new ResizeObserver(() => {
  for (const part of document.querySelectorAll(WIDE)) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
}).observe(document.querySelector("article"));

for (const form of document.querySelectorAll("form.prediction")) {
  const { id, outcome } = form.dataset;
  const forget = form.querySelector(".forget");

  const show = (text) => {
    const given = text !== undefined;
    form.querySelector("output").textContent = given ? compared(read(text), JSON.parse(outcome)) : "";
    for (const part of form.querySelectorAll("input, button:not(.forget)")) part.disabled = given;
    forget.hidden = !given;
    if (given) form.elements.said.value = text;
    const explanation = document.querySelector(`details[data-after="${id}"]`);
    if (explanation && given) explanation.open = true;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.said.value;
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [id]: text }));
    show(text);
    forget.focus();
  });
  forget.addEventListener("click", () => {
    const { [id]: _, ...others } = kept();
    localStorage.setItem(KEPT, JSON.stringify(others));
    form.reset();
    show();
    form.elements[0].focus();
  });
  if (id in kept()) show(kept()[id]);
}
