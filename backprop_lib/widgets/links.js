// Touch a symbol or a neuron of a picture, and all that means the same lights up; a line below says what it is.
// The line can also be focused: the arrow keys walk through everything that can be touched.

const FIGURE = ".moving-figure";
const PICTURE = "svg[data-meanings]";
const LIT = "moving-figure-lit";
const HINT = "Touch a symbol or a neuron, or walk through them here with the arrow keys.";
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const namesOf = (part) => (part.dataset.means ?? part.dataset.name).split(" ");

function render({ el }) {
  const line = document.createElement("div");
  line.className = "moving-figure-meaning";
  line.tabIndex = 0;
  line.setAttribute("role", "spinbutton");
  line.setAttribute("aria-label", "symbols of the picture");
  el.append(line);

  let figure, observer, frame;
  let touched = []; // the names of what the pointer is on
  let chosen = ""; // the name that the keys have come to

  const meanings = () => JSON.parse(figure.querySelector(PICTURE).dataset.meanings);

  function show() {
    const said = meanings();
    const all = Object.keys(said);
    if (!(chosen in said)) chosen = "";
    const names = touched.length ? touched : [chosen];
    for (const part of figure.querySelectorAll(`${PICTURE} :is([data-means], text[data-name])`)) {
      part.classList.toggle(LIT, namesOf(part).some((name) => names.includes(name)));
    }
    const words = said[names.find((name) => name in said)] ?? HINT;
    if (line.textContent !== words) line.textContent = words;
    line.setAttribute("aria-valuetext", words);
    line.setAttribute("aria-valuemin", 1);
    line.setAttribute("aria-valuemax", all.length);
    line.setAttribute("aria-valuenow", all.indexOf(chosen) + 1);
  }

  function touch(event) {
    const part = event.target.closest(`${PICTURE} [data-means]`);
    touched = part ? namesOf(part) : [];
    show();
  }

  function walk(event) {
    const all = Object.keys(meanings());
    const now = all.indexOf(chosen);
    if (event.key in STEPS) chosen = all[Math.min(Math.max(now + STEPS[event.key], 0), all.length - 1)];
    else if (event.key === "Home") chosen = all[0];
    else if (event.key === "End") chosen = all.at(-1);
    else if (event.key === "Escape") chosen = "";
    else return;
    event.preventDefault();
    touched = [];
    show();
  }

  const start = () => {
    figure = el.closest(FIGURE);
    if (!figure?.querySelector(PICTURE)) {
      frame = requestAnimationFrame(start); // it is put into the page a little later
      return;
    }
    figure.addEventListener("pointerover", touch);
    line.addEventListener("keydown", walk);
    line.addEventListener("blur", () => ((chosen = ""), show()));
    observer = new MutationObserver(show); // each move of a control brings a new picture
    observer.observe(figure.querySelector(PICTURE).parentElement, { childList: true });
    show();
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    figure?.removeEventListener("pointerover", touch);
    observer?.disconnect();
  };
}

export default { render };
