// What the controls of a figure lack for those who use a screen reader or the keyboard, and for all when the kernel is
// gone that answered them.

// The classes that Python gives the parts of a figure, and the one that ipywidgets gives what has lost its kernel.
const FIGURE = ".moving-figure";
const CONTROLS = ".moving-figure-controls";
const SLIDER = ".moving-figure-slider";
const DISCONNECTED = "jupyter-widgets-disconnected";
const WORDS = "The kernel was restarted or stopped: run this cell to move the figure.";

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

function render({ model, el }) {
  const notice = document.createElement("div");
  notice.className = "moving-figure-notice";
  notice.setAttribute("role", "status");
  el.append(notice);

  let observers = [];
  let frame;

  const start = () => {
    const figure = el.closest(FIGURE);
    const controls = figure?.querySelector(CONTROLS);
    if (!controls) {
      frame = requestAnimationFrame(start); // it is put into the page a little later
      return;
    }
    const sayThatItIsGone = () => {
      notice.textContent = WORDS;
      controls.inert = true;
    };
    const followRestarts = () => figure.classList.contains(DISCONNECTED) && sayThatItIsGone();
    const tryToSend = () => {
      // Of a kernel that was stopped a page is not told.
      try {
        model.send({});
      } catch {
        sayThatItIsGone();
      }
    };
    controls.addEventListener("focusin", tryToSend);
    controls.addEventListener("pointerdown", tryToSend);
    keepKeys(figure);
    nameSliders(figure);
    followRestarts();
    observers = [new MutationObserver(() => nameSliders(figure)), new MutationObserver(followRestarts)];
    observers[0].observe(figure, { childList: true, subtree: true, characterData: true }); // values change
    observers[1].observe(figure, { attributeFilter: ["class"] });
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    for (const observer of observers) observer.disconnect();
  };
}

export default { render };
