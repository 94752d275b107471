// What the controls of a figure lack for those who use a screen reader or the keyboard.

// The classes that Python gives a figure and its sliders. Nothing here hangs on the classes of ipywidgets.
const FIGURE = ".moving-figure";
const SLIDER = ".moving-figure-slider";

function keepKeys(figure) {
  // Else a letter that is typed on a slider is a command of the notebook: an x cuts the whole cell. Jupyter Notebook
  // listens before the controls do, and leaves alone what has this attribute itself; JupyterLab listens after them.
  figure.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
  figure.addEventListener("keydown", (event) => event.stopPropagation());
}

function nameSliders(figure) {
  // Each slider gets its name and, as its value, what is read beside it: 1.30, not 1.2999999999999998.
  for (const slider of figure.querySelectorAll(SLIDER)) {
    const name = slider.querySelector("label").textContent;
    const handle = slider.querySelector("[role=slider]");
    const readout = slider.querySelector("[contenteditable]");
    handle.setAttribute("aria-label", name);
    handle.setAttribute("aria-valuetext", readout.textContent);
    readout.setAttribute("role", "textbox");
    readout.setAttribute("aria-label", `${name}, typed`);
  }
}

function render({ el }) {
  let observer, frame;
  const start = () => {
    const figure = el.closest(FIGURE);
    if (!figure) {
      frame = requestAnimationFrame(start); // it is put into the page a little later
      return;
    }
    keepKeys(figure);
    nameSliders(figure);
    observer = new MutationObserver(() => nameSliders(figure)); // values change
    observer.observe(figure, { childList: true, subtree: true, characterData: true });
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

export default { render };
