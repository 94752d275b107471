// What the controls of a figure lack for those who use a screen reader or the keyboard.

function complete(controls) {
  // Else a letter that is typed on a slider is a command of JupyterLab: an x cuts the whole cell.
  for (const control of controls.querySelectorAll(".noUi-handle, .widget-readout, button, input")) {
    control.dataset.lmSuppressShortcuts = "true";
  }
  // Each slider gets its name and, as its value, what is read beside it: 1.30, not 1.2999999999999998.
  for (const slider of controls.querySelectorAll(".widget-slider")) {
    const name = slider.querySelector("label").textContent;
    const handle = slider.querySelector(".noUi-handle");
    const readout = slider.querySelector(".widget-readout");
    handle.setAttribute("aria-label", name);
    handle.setAttribute("aria-valuetext", readout.textContent);
    if (readout.isContentEditable) {
      readout.setAttribute("role", "textbox");
      readout.setAttribute("aria-label", `${name}, typed`);
    }
  }
}

function render({ el }) {
  let observer, frame;
  const start = () => {
    const figure = el.closest(".widget-vbox");
    if (!figure) {
      frame = requestAnimationFrame(start); // it is put into the page a little later
      return;
    }
    const controls = figure.firstElementChild;
    complete(controls);
    observer = new MutationObserver(() => complete(controls)); // values change, and sliders come and go
    observer.observe(controls, { childList: true, subtree: true, characterData: true });
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

export default { render };
