"""A notebook in JupyterLab or Jupyter Notebook, and what a reader sees and does there."""

from pathlib import Path

import nbformat
from notebook_files import PATHS, read

LOOK = Path(__file__).with_name("look.js")
FIGURE = ".jp-OutputArea-output:has(svg[role=img])"
CONTROLS = "[role=slider], [contenteditable], [type=checkbox], button, select, canvas, [role=spinbutton]"
JUPYTERLAB, NOTEBOOK = "doc/tree", "notebooks"  # where one server has its two front ends
MINUTE = 60_000


def write(folder, name, *sources):
    """Write a notebook with these cells into a folder, and return its name."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=read(PATHS[0]).metadata)
    nbformat.write(notebook, folder / name)
    return name


class LabPage:
    """A page with one notebook.

    Parameters
    ----------
    page : playwright.sync_api.Page
        An empty one.
    address : str
        Of the server.
    name : str
        Of a notebook in the folder that it serves.
    front_end : {JUPYTERLAB, NOTEBOOK}

    Attributes
    ----------
    stored_pictures : int
        Number of pictures that are seen before anything has run.
    stored_faults : list of str
        Outputs that are broken before anything has run.
    complaints : list of str
        Errors in the browser's console, failures of scripts, and requests that leave this machine.
    """

    def __init__(self, page, address, name, front_end=JUPYTERLAB):
        self.page, self.name, self.complaints = page, name, []
        local = (address, address.replace("http", "ws"), "data:", "blob:")
        page.on("console", lambda said: self._complain(said.text, said.type == "error"))
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda sent: self._complain(sent.url, not sent.url.startswith(local)))
        page.add_init_script(path=LOOK)
        page.goto(f"{address}/{front_end}/{name}")
        self.wait("() => look.ready() && look.isRendered()")
        self.stored_pictures, self.stored_faults = self.ask("picturesSeen"), self.ask("brokenWidgets")
        self.ask("follow")

    def _complain(self, words, wrong=True):
        if wrong:
            self.complaints.append(words)

    def ask(self, question, *about):
        """Return the answer to a question of look.js."""
        return self.page.evaluate(f"about => look.{question}(...about)", about)

    def wait(self, condition, minutes=1):
        """Wait until a condition in JavaScript holds."""
        self.page.wait_for_function(condition, timeout=minutes * MINUTE)

    def run_all(self):
        """Run all cells, and wait until their figures and formulas are in the page."""
        self.ask("start", "notebook:run-all-cells")
        self.wait("() => look.done", minutes=10)
        self.wait("() => look.figuresToCome() <= 0")
        self.ask("settled")

    def save(self):
        """Save the notebook."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def restart(self):
        """Restart the kernel."""
        self.ask("restart")

    def shut_down(self):
        """Stop the kernel."""
        self.ask("shutDown")

    def close(self):
        """End the kernel, and close the page."""
        self.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        self.page.close()

    def visible(self, selector):
        """Return how many elements are seen."""
        return self.page.locator(selector).locator("visible=true").count()

    def figures(self):
        """Return the figures that move."""
        return self.page.locator(FIGURE).all()

    def press(self, control, key):
        """Press a key on a control and return what it did to the figure: see `watch` in look.js."""
        control.focus()
        control.evaluate("control => look.watch(control)")
        self.page.keyboard.press(key)
        return self.ask("outcome")
