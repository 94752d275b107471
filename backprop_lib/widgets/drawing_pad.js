// A pad to draw on with a mouse, a finger, a pen or the keyboard.
//
// The drawing is the model's trait `value`: a list of strokes, each a list of points [x, y] in the unit square, with
// (0, 0) in the upper left corner. Every view starts from that trait and follows it. So several views agree, and a cell
// that is run again still has its drawing.

const SIZE = 240; // side of the pad, in CSS pixels
const PAUSE = 50; // milliseconds between two messages to the kernel while a stroke is drawn
const NEAR = 0.005; // a point nearer to the one before is left out: nobody would see it, and each is sent many times
const STEP = 1 / 40; // how far an arrow key moves the pen
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HELP = "Keys: the arrows move the pen, Space puts it down and lifts it, Backspace undoes, Delete clears.";

/** Return a number kept within the unit interval, with four decimals. */
function unit(number) {
  return Math.round(1e4 * Math.min(Math.max(number, 0), 1)) / 1e4;
}

/** Return a new element with a class and a text, put into its parent. */
function add(parent, tag, name, text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  parent.append(element);
  return element;
}

/** Return the parts of a pad, put into `el`. */
function build(el, label) {
  el.classList.add("drawing-pad");
  const canvas = add(el, "canvas", "drawing-pad-canvas");
  canvas.style.width = canvas.style.height = `${SIZE}px`;
  canvas.tabIndex = 0;
  // "application" asks a screen reader to pass the arrow keys on instead of reading with them.
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `${label}. ${HELP}`);

  const side = add(el, "div", "drawing-pad-side");
  add(side, "div", "drawing-pad-label", label);
  const buttons = add(side, "div", "drawing-pad-buttons");
  const undo = add(buttons, "button", "jupyter-button", "Undo");
  const clear = add(buttons, "button", "jupyter-button", "Clear");
  for (const button of [undo, clear]) button.type = "button";
  undo.setAttribute("aria-label", "Undo the last stroke");
  clear.setAttribute("aria-label", "Clear the drawing");
  add(side, "div", "drawing-pad-help", HELP);
  const status = add(side, "div", "drawing-pad-status");
  status.setAttribute("aria-live", "polite");
  return { canvas, undo, clear, status };
}

/** A view of the drawing, and the pen. */
class Pad {
  constructor(model, el) {
    this.model = model;
    this.parts = build(el, model.get("label"));
    this.colours = model.get("colours");
    for (const [name, colour] of Object.entries(this.colours)) el.style.setProperty(`--${name}`, colour);
    this.strokes = model.get("value"); // those that are finished
    this.open = null; // the stroke that is being drawn
    this.pointer = null; // which mouse, finger or pen draws it; null if the keyboard does
    this.pen = [0.5, 0.5]; // where the keyboard's pen is
    this.penIsShown = false;
    this.timer = null;
    this.listen();
    this.show();
  }

  listen() {
    const { canvas, undo, clear } = this.parts;
    this.listeners = new AbortController();
    const on = (target, type, handle) => target.addEventListener(type, handle, { signal: this.listeners.signal });
    on(canvas, "pointerdown", (event) => this.pointerDown(event));
    on(canvas, "pointermove", (event) => this.pointerMove(event));
    on(canvas, "pointerup", (event) => this.pointerUp(event));
    on(canvas, "pointercancel", (event) => this.pointerUp(event));
    on(canvas, "keydown", (event) => this.key(event));
    on(canvas, "focus", () => this.showPen(canvas.matches(":focus-visible")));
    on(canvas, "blur", () => this.leave());
    on(undo, "click", () => this.undo());
    on(clear, "click", () => this.clear());
    on(window, "resize", () => this.paint()); // zooming changes the pixels per CSS pixel
    this.follow = () => this.valueChanged();
    this.model.on("change:value", this.follow);
  }

  remove() {
    this.lift();
    this.model.off("change:value", this.follow);
    this.listeners.abort();
  }

  // The drawing.

  drawing() {
    // A copy of the open stroke: the model compares new values with old ones, and would not see that one has grown.
    return this.open ? [...this.strokes, [...this.open]] : this.strokes;
  }

  valueChanged() {
    const value = this.model.get("value");
    if (JSON.stringify(value) === JSON.stringify(this.drawing())) return;
    // The kernel or another view has changed the drawing. Theirs stands: the pen is lifted, and nothing waits any more.
    clearTimeout(this.timer);
    this.timer = null;
    this.strokes = value;
    this.open = null;
    this.show();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = null;
    this.model.set("value", this.drawing());
    this.model.save_changes();
  }

  putDown(point) {
    this.lift();
    this.open = [point];
    this.moved();
  }

  moveTo(point) {
    const [x, y] = this.open.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) < NEAR) return;
    this.open.push(point);
    this.moved();
  }

  moved() {
    this.timer ??= setTimeout(() => this.send(), PAUSE);
    this.show();
  }

  lift() {
    if (!this.open) return;
    this.strokes = this.drawing();
    this.open = null;
    this.send();
    this.show();
  }

  undo() {
    this.lift();
    this.replace(this.strokes.slice(0, -1));
  }

  clear() {
    this.lift();
    this.replace([]);
  }

  replace(strokes) {
    this.strokes = strokes;
    this.send();
    this.show();
  }

  // Mouse, finger and pen.

  place(event) {
    const { canvas } = this.parts;
    const frame = canvas.getBoundingClientRect(); // with the border, which is no part of the pad
    const x = event.clientX - frame.left - canvas.clientLeft;
    const y = event.clientY - frame.top - canvas.clientTop;
    return [unit(x / SIZE), unit(y / SIZE)];
  }

  pointerDown(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    const { canvas } = this.parts;
    canvas.setPointerCapture(event.pointerId); // so that a stroke goes on, and ends, outside of the pad
    canvas.focus({ preventScroll: true }); // so that Backspace works after drawing
    this.penIsShown = false;
    this.putDown(this.place(event));
    this.pointer = event.pointerId;
  }

  pointerMove(event) {
    if (!this.open || event.pointerId !== this.pointer) return;
    // A browser reports moves once per frame; in between lie the ones that make a fast stroke smooth.
    const between = event.getCoalescedEvents?.() ?? [];
    for (const move of between.length ? between : [event]) this.moveTo(this.place(move));
  }

  pointerUp(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    if (this.open) this.pen = this.open.at(-1);
    this.lift();
  }

  // The keyboard.

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.pointer !== null) return;
    if (event.key in ARROWS) this.movePen(ARROWS[event.key]);
    else if (event.key === " " || event.key === "Enter") this.turnPen();
    else if (event.key === "Backspace") this.undo();
    else if (event.key === "Delete" || event.key === "Escape") this.clear();
    else return;
    event.preventDefault(); // no scrolling by arrows and Space
  }

  movePen([right, down]) {
    this.pen = [unit(this.pen[0] + STEP * right), unit(this.pen[1] + STEP * down)];
    if (this.open) this.moveTo(this.pen);
    this.showPen(true);
  }

  turnPen() {
    if (this.open) this.lift();
    else this.putDown(this.pen);
    this.showPen(true);
  }

  leave() {
    // A pen that is forgotten on the paper would draw a line as soon as somebody comes back.
    if (this.pointer === null) this.lift();
    this.showPen(false);
  }

  // What is seen and heard.

  showPen(isShown) {
    this.penIsShown = isShown;
    this.show();
  }

  show() {
    this.paint();
    const said = this.statusText();
    // Writing the same text again would make a screen reader repeat it.
    if (this.parts.status.textContent !== said) this.parts.status.textContent = said;
  }

  statusText() {
    const count = this.drawing().length;
    const strokes = count === 0 ? "The pad is empty." : count === 1 ? "1 stroke." : `${count} strokes.`;
    if (!this.penIsShown) return strokes;
    const [x, y] = this.pen.map((part) => Math.round(100 * part));
    return `${strokes} Pen ${this.open ? "down" : "up"}, ${x} % across, ${y} % down.`;
  }

  paint() {
    const { canvas } = this.parts;
    const pixels = Math.round(SIZE * window.devicePixelRatio); // as many as the screen has, so that edges are sharp
    if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
    const context = canvas.getContext("2d");
    context.setTransform(pixels, 0, 0, pixels, 0, 0); // from here on, the pad is the unit square
    context.clearRect(0, 0, 1, 1);
    for (const stroke of this.drawing()) paintStroke(context, stroke, this.model.get("pen"), this.colours.ink);
    if (this.penIsShown) paintPen(context, this.pen, this.open !== null, this.colours.pen);
  }
}

function paintDisc(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function paintStroke(context, stroke, width, colour) {
  if (!stroke.length) return;
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  paintDisc(context, stroke[0], width / 2); // a line of one point leaves no mark
  context.beginPath();
  for (const point of stroke) context.lineTo(...point);
  context.stroke();
}

/** Draw the keyboard's pen: a cross within a ring, the ring filled while the pen is down. */
function paintPen(context, [x, y], isDown, colour) {
  const radius = 0.035;
  context.lineWidth = 0.012;
  context.strokeStyle = colour;
  context.fillStyle = isDown ? colour : "white";
  paintDisc(context, [x, y], radius);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [right, down] of Object.values(ARROWS)) {
    context.moveTo(x + radius * right, y + radius * down);
    context.lineTo(x + 2 * radius * right, y + 2 * radius * down);
  }
  context.stroke();
}

function render({ model, el }) {
  const pad = new Pad(model, el);
  return () => pad.remove();
}

export default { render };
