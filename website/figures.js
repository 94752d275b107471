// The figures of a page move without a kernel: their pictures were drawn in advance, and lie beside this script.
//
// It puts in place of each <img data-cell="..."> that has frames the figure with its controls, once a reader comes near:
//
//   <script type="module" src="_static/figures.js"></script>

import links from "./links.js";

const HERE = new URL(".", import.meta.url);
const NEAR = "600px"; // from a figure to what the reader sees, when it is fetched

let names = 0; // of controls, to which their labels point

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

async function unpack(cell) {
  const packed = await fetch(new URL(`frames/${cell}.frames`, HERE));
  if (!packed.ok) throw new Error(`${packed.url}: ${packed.status}`);
  const content = await new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).json();
  let first = 0;
  for (const box of content.boxes) {
    box.first = first; // the number of its first frame
    first += box.reduce((product, dial) => product * content.dials[dial].texts.length, 1);
  }
  return content;
}

// A box of states holds those in which all dials but its own stand where they start.
const outside = ({ dials, boxes }, state, box) =>
  state.flatMap((value, dial) => (box.includes(dial) || value === dials[dial].start ? [] : [dial]));

/** Return the SVG of a state. */
function picture(content, state) {
  const { dials, boxes, parts, frames } = content;
  const box = boxes.find((box) => !outside(content, state, box).length);
  const within = box.reduce((number, dial) => number * dials[dial].texts.length + state[dial], 0);
  return frames[box.first + within].map((part) => parts[part]).join("").replace(/points="([^"]*)"/g, absolute);
}

/** Return the points of a line; each is written in tenths of a pixel, as seen from the one before. */
function absolute(_, steps) {
  let [x, y] = [0, 0];
  const points = [];
  const numbers = steps.split(" ").map(Number);
  for (let k = 0; k < numbers.length; k += 2) {
    [x, y] = [x + numbers[k], y + numbers[k + 1]];
    points.push(`${x / 10},${y / 10}`);
  }
  return `points="${points.join(" ")}"`;
}

/** Return which dials have to go back to their start when one moves: as few as can be, and those moved longest ago. */
function givingWay(content, state, moved, times) {
  const candidates = content.boxes.filter((box) => box.includes(moved)).map((box) => outside(content, state, box));
  const latest = (dials) => Math.max(0, ...dials.map((dial) => times[dial]));
  return candidates.sort((a, b) => a.length - b.length || latest(a) - latest(b))[0];
}

// Controls: each is a node and `show(value)`, and says by `move(value)` what the reader wants.

function range({ label, texts }, move, labelled = true) {
  const id = `moving-figure-${(names += 1)}`;
  const input = make("input", { type: "range", id, min: 0, max: texts.length - 1, step: 1 });
  const output = make("output", { htmlFor: id, ariaLive: "off" });
  output.style.minWidth = `${Math.max(...texts.map((text) => text.length))}ch`;
  input.addEventListener("input", () => move(Number(input.value)));
  const show = (value) => {
    input.value = value;
    input.setAttribute("aria-valuetext", (output.textContent = texts[value]));
  };
  return { node: make("div", {}, make("label", { htmlFor: id }, label), input, output), show };
}

function steps(dial, move) {
  const { node, show } = range(dial, move);
  const input = node.querySelector("input");
  const button = (words, by) => {
    const title = `${dial.label}: ${words.replace(/[◀▶]/, "").trim()}`;
    const made = make("button", { type: "button", ariaLabel: title }, words);
    made.addEventListener("click", () => {
      const value = Number(input.value) + by;
      if (value in dial.texts) move(value);
    });
    return made;
  };
  node.prepend(button("◀ previous", -1));
  node.append(button("next ▶", 1));
  return { node, show };
}

function choice({ label, texts }, move) {
  const name = `moving-figure-${(names += 1)}`;
  const inputs = texts.map((_, value) => make("input", { type: "radio", name, value }));
  const options = inputs.map((input, value) => make("label", {}, input, make("span", {}, texts[value])));
  inputs.forEach((input, value) => input.addEventListener("change", () => move(value)));
  const node = make("fieldset", {}, make("legend", {}, label), ...options);
  return { node, show: (value) => (inputs[value].checked = true) };
}

function list({ label, texts }, move) {
  const id = `moving-figure-${(names += 1)}`;
  const select = make("select", { id }, ...texts.map((text) => make("option", {}, text)));
  select.addEventListener("change", () => move(select.selectedIndex));
  const node = make("div", {}, make("label", { htmlFor: id }, label), select);
  return { node, show: (value) => (select.selectedIndex = value) };
}

function onOff({ label }, move) {
  const input = make("input", { type: "checkbox" });
  input.addEventListener("change", () => move(Number(input.checked)));
  return { node: make("div", {}, make("label", {}, input, label)), show: (value) => (input.checked = Boolean(value)) };
}

const TALL = 0.8;
const CONTROLS = { slider: range, steps, choice, list, switch: onOff };

/** Return a figure that moves; `live` is where its notebook runs, if it runs anywhere. */
function moving(content, live) {
  const state = content.dials.map((dial) => dial.start);
  const times = state.map(() => 0);
  const shown = make("div", { className: "moving-figure-picture" });
  const said = make("span", { role: "status" });
  const controls = content.dials.map((dial, number) =>
    CONTROLS[dial.kind](dial, (value) => {
      state[number] = value;
      times[number] = Math.max(...times) + 1;
      const back = givingWay(content, state, number, times);
      for (const other of back) state[other] = content.dials[other].start;
      const where = back.map((other) => `${content.dials[other].label} ${content.dials[other].texts[state[other]]}`);
      said.textContent = back.length ? `back at the start: ${where.join(", ")}` : "";
      show();
    }),
  );
  const show = () => {
    controls.forEach((control, number) => control.show(state[number]));
    shown.innerHTML = picture(content, state);
  };
  const row = make("div", { className: "moving-figure-controls" }, ...controls.map(({ node }) => node));
  const note = make("p", { className: "moving-figure-note" }, ...content.notes.map((words) => `${words} `));
  if (live) note.append(make("a", { href: live, target: "_blank" }, "Run it live"), " ");
  note.append(said);
  const figure = make("div", { className: "moving-figure" }, row, shown, note);
  figure.dataset.preventSwipe = ""; // a deck of slides takes neither a finger on a slider nor a key for itself
  figure.addEventListener("keydown", (event) => event.stopPropagation());
  show();
  const { width, height } = shown.firstElementChild.viewBox.baseVal;
  figure.classList.toggle("tall", height > TALL * width); // a slide has its controls beside it
  const scrolls = () => (shown.tabIndex = shown.scrollWidth > shown.clientWidth ? 0 : -1);
  new ResizeObserver(scrolls).observe(shown);
  return figure;
}

async function wake(img, live) {
  const figure = moving(await unpack(img.dataset.cell), live);
  figure.dataset.cell = img.dataset.cell;
  (img.closest("a") ?? img).replaceWith(figure);
  if (figure.querySelector("svg[data-meanings]")) {
    const line = figure.querySelector(".moving-figure-picture").insertAdjacentElement("afterend", make("div"));
    links.render({ el: line });
  }
}

async function start() {
  const images = [...document.querySelectorAll("img[data-cell]")];
  if (!images.length) return;
  for (const style of ["links.css", "figures.css"]) {
    document.head.append(make("link", { rel: "stylesheet", href: new URL(style, HERE) }));
  }
  const { live, figures } = await (await fetch(new URL("frames/index.json", HERE))).json();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        observer.unobserve(target);
        wake(target, live && new URL(`${live}?path=${figures[target.dataset.cell]}`, HERE));
      }
    },
    { rootMargin: NEAR },
  );
  for (const img of images) if (img.dataset.cell in figures) observer.observe(img);
}

start();
