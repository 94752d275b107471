// What the tests ask of a page of JupyterLab or Jupyter Notebook. A question that is answered with a list lists what is wrong, in words.
{
  const FIGURE = ".jp-OutputArea-output:has(svg[role=img])";
  const WIDGET = "application/vnd.jupyter.widget-view+json";

  const all = (selector, parent = document) => [...parent.querySelectorAll(selector)];
  const pictures = (parent) => all("svg[role=img]", parent);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const panel = () => window.jupyterapp?.shell.currentWidget;
  const kernel = () => panel()?.sessionContext.session?.kernel;
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 80);

  const cellNumber = (node) => all(".jp-Notebook .jp-Cell").indexOf(node.closest(".jp-Cell"));

  /** Return a sentence about a node of the page. */
  const inCell = (node, words) => `cell ${cellNumber(node)}: ${short(words)}`;

  /** Return the outputs of all cells as the notebook holds them, each with the number of its cell. */
  const outputs = () =>
    [...panel().content.model.cells].flatMap((cell, number) =>
      (cell.outputs?.toJSON() ?? []).map((output) => ({ number, ...output })),
    );

  window.look = {
    unanswered: new Set(), // requests that the kernel has not finished
    said: [], // errors and texts on stderr that came from the kernel, from cells and from moved controls

    ready: () => kernel()?.status === "idle",

    saidByKernel() {
      return this.said;
    },

    /** Follow what is sent to the kernel and what comes back. */
    follow() {
      kernel().anyMessage.connect((_, { msg: { header, parent_header, content, channel }, direction }) => {
        if (direction === "send" && channel === "shell") this.unanswered.add(header.msg_id);
        const ended = content.execution_state === "idle" || content.status === "aborted";
        if (ended) this.unanswered.delete(parent_header.msg_id);
        if (header.msg_type === "error") this.said.push(`${content.ename}: ${content.evalue}`);
        // ipywidgets asks a new kernel for its widgets before a cell has made it know widgets, and it says so.
        const stderr = content.name === "stderr" ? content.text.replace(/^No such comm.*\n/gm, "") : "";
        if (stderr) this.said.push(stderr);
      });
    },

    /** Wait until the kernel has nothing to do and the page shows what came. */
    async settled() {
      const start = performance.now();
      for (let quiet = 0; quiet < 3; quiet = this.unanswered.size ? 0 : quiet + 1) {
        if (performance.now() > start + 60_000) throw new Error("the kernel has not answered for a minute");
        await frame();
      }
    },

    restart: () => panel().sessionContext.session.kernel.restart(),

    shutDown: () => panel().sessionContext.shutdown(),

    /** Start a command of JupyterLab's menus; `look.done` says when it has ended. */
    start(command) {
      this.done = false;
      window.jupyterapp.commands.execute(command).finally(() => (this.done = true));
    },

    /** From now on write down which keys get out of the figures, and which commands are executed; `letOut` lists them. */
    keepWatch() {
      this.out = [];
      document.addEventListener("keydown", ({ key }) => this.out.push(`key ${key}`));
      window.jupyterapp.commands.commandExecuted.connect((_, { id }) => this.out.push(`command ${id}`));
    },

    letOut() {
      return this.out;
    },

    /** Make the cell in which a node stands the active one, to which commands apply. */
    activate(node) {
      panel().content.activeCellIndex = cellNumber(node);
    },

    /** Run Python in the kernel and return what it prints. */
    async python(code) {
      let printed = "";
      const request = kernel().requestExecute({ code, store_history: false });
      request.onIOPub = ({ content }) => (printed += content.traceback?.join("\n") ?? content.text ?? "");
      await request.done;
      return printed;
    },

    // The notebook.

    picturesSeen: () =>
      all(".jp-OutputArea-output img").filter((img) => img.naturalWidth && img.offsetWidth && img.offsetHeight).length,

    /** Return whether all stored outputs are in the page. */
    isRendered() {
      const shown = all(".jp-OutputArea-output");
      const waiting = (output) => output.textContent.includes("Loading widget");
      return shown.length === outputs().length && !shown.some(waiting) && all("img").every((img) => img.complete);
    },

    brokenWidgets: () =>
      all(".jp-OutputArea-output")
        .filter((output) => output.textContent.includes("Error displaying widget"))
        .map((output) => inCell(output, output.textContent)),

    /** Figures that the kernel has sent and that are not in the page. */
    figuresToCome: () => outputs().filter((output) => output.data?.[WIDGET]).length - all(FIGURE).length,

    cellsNotRun: () =>
      panel().content.widgets.flatMap(({ model }, number) =>
        model.type === "code" && model.sharedModel.source.trim() && !model.executionCount ? [`cell ${number}`] : [],
      ),

    errors: () =>
      outputs()
        .filter((output) => output.output_type === "error" || output.name === "stderr")
        .map((output) => `cell ${output.number}: ${output.evalue ?? output.text}`),

    unrenderedFormulas() {
      // MathJax writes commands that it does not know in red.
      const unknown = all("mjx-merror, mjx-container [mathcolor=red]");
      const wrong = unknown.map((formula) => inCell(formula, formula.textContent));
      for (const markdown of all(".jp-RenderedMarkdown")) {
        const texts = document.createTreeWalker(markdown, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const { data, parentElement } = texts.currentNode;
          const source = /[$]|\\[a-z]+/i.test(data) && !parentElement.closest("code, pre, mjx-container");
          if (source) wrong.push(inCell(markdown, data));
        }
      }
      return wrong;
    },

    wideOutputs: () =>
      all(".jp-OutputArea-output")
        .filter((output) => output.clientWidth && output.scrollWidth > output.clientWidth + 1)
        .map((output) => inCell(output, `${output.scrollWidth} px in ${output.clientWidth} px`)),

    scrollingOutputs: () =>
      all(".jp-mod-outputsScrolled, .jp-OutputArea-output, .jp-OutputArea-output *")
        .filter((part) => /auto|scroll/.test(getComputedStyle(part).overflowY))
        .filter((part) => part.clientHeight && part.scrollHeight > part.clientHeight + 1)
        .map((part) => inCell(part, `${part.scrollHeight} px in ${part.clientHeight} px: ${part.className}`)),

    // Figures.

    /** Texts that stick out of their picture. */
    textsOutside: (parent = document) =>
      pictures(parent).flatMap((picture) => {
        const frame = picture.getBoundingClientRect();
        const sticksOut = ({ left, right, top, bottom }) =>
          left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1;
        const texts = all("text", picture).filter((text) => sticksOut(text.getBoundingClientRect()));
        return texts.map((text) => inCell(picture, text.textContent));
      }),

    /** Named texts that lie on each other, by more than the empty space above and below their letters. */
    textsOnTexts: (parent = document) =>
      pictures(parent).flatMap((picture) => {
        const texts = all("text[data-name]", picture).map((text) => [text, text.getBoundingClientRect()]);
        const meet = (a, b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
        return texts.flatMap(([one, a], place) =>
          texts
            .slice(place + 1)
            .filter(([, b]) => meet(a, b))
            .map(([two]) => inCell(picture, `${one.dataset.name} on ${two.dataset.name}`)),
        );
      }),

    /** The words on a button or beside another control. */
    label(control) {
      const words = control.closest("button") ?? control.closest(":has(label)").querySelector("label");
      return short(words.textContent);
    },

    /** Watch a figure while a key is pressed on one of its controls; `look.outcome()` says what it did. */
    watch(control) {
      const figure = control.closest(FIGURE);
      const cell = control.closest(".jp-Cell");
      const seen = () => ({
        picture: pictures(figure).map((picture) => picture.outerHTML).join(),
        alt: pictures(figure).map((picture) => picture.ariaLabel).join(),
      });
      const [before, count, height] = [seen(), pictures(figure).length, cell.offsetHeight];
      const outcome = { milliseconds: null, flickers: false, grows: false };
      let pressed = null;
      figure.addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(() => {
        const { picture } = seen();
        if (picture && picture !== before.picture) outcome.milliseconds ??= performance.now() - pressed;
      });
      observer.observe(figure, { childList: true, subtree: true });
      let watching = true;
      const eachFrame = () => {
        outcome.flickers ||= pictures(figure).length < count || cell.offsetHeight < height - 20;
        outcome.grows ||= cell.offsetHeight > height + 20;
        if (watching) requestAnimationFrame(eachFrame);
      };
      eachFrame();
      this.outcome = async () => {
        await this.settled();
        watching = false;
        observer.disconnect();
        const after = seen();
        for (const part in before) outcome[part] = after[part] !== before[part];
        const texts = [...this.textsOutside(figure), ...this.textsOnTexts(figure)];
        return { ...outcome, texts, losesFocus: document.activeElement !== control };
      };
    },
  };
}
