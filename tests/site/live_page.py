"""A sitting in JupyterLite, and what a reader sees and does there."""

import json
from pathlib import Path
from urllib.parse import urljoin

LOOK = Path(__file__).parents[1] / "browser" / "look.js"
MINUTE = 60_000

# Asked of JupyterLite on top of what the site sets: that its page can be asked, and holds all cells at once.
SETTINGS = {
    "exposeAppInBrowser": "true",
    "settingsOverrides": {
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
        "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    },
}

# Put an answer into the cell that checks an exercise, and run it.
ANSWER = """
(id, source) => {
  const { content } = jupyterapp.shell.currentWidget;
  const asks = (cell) => cell.model.type === "code" && cell.model.sharedModel.source.includes(`check("${id}"`);
  content.activeCellIndex = content.widgets.findIndex(asks);
  content.activeCell.model.sharedModel.setSource(source);
  return jupyterapp.commands.execute("notebook:run-cell");
}
"""
OUTPUTS = """
() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter((cell) => cell.type === "code")
  .map((cell) => cell.outputs.toJSON())
"""


class LivePage:
    """A page with one sitting, opened and ready to run.

    Parameters
    ----------
    page : playwright.sync_api.Page
        An empty one.
    address : str
        Of the live part.
    name : str
        Of a notebook in it.

    Attributes
    ----------
    complaints : list of str
        Errors in the browser's console, failures of scripts, and requests that leave this machine.
    """

    def __init__(self, page, address, name):
        self.page, self.complaints = page, []
        # JupyterLite asks its service worker, which answers itself, at the root of the host.
        local = (urljoin(address, "/"), "data:", "blob:")
        page.on("console", lambda said: self._complain(f"{said.text} {said.location['url']}", said.type == "error"))
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda sent: self._complain(sent.url, not sent.url.startswith(local)))
        page.route(f"{address}/jupyter-lite.json", self._with_settings)
        page.add_init_script(path=LOOK)
        page.goto(f"{address}/lab/index.html?path={name}")
        page.wait_for_function("() => look.ready() && look.isRendered()", timeout=3 * MINUTE)
        self.ask("follow")

    def _with_settings(self, route):
        answer = route.fetch()
        settings = answer.json()
        settings["jupyter-config-data"].update(SETTINGS)
        route.fulfill(response=answer, body=json.dumps(settings))

    def _complain(self, words, wrong=True):
        if wrong:
            self.complaints.append(words)

    def ask(self, question, *about):
        """Return the answer to a question of look.js."""
        return self.page.evaluate(f"about => look.{question}(...about)", about)

    def run_all(self):
        """Run all cells, and wait until their figures are in the page."""
        self.ask("start", "notebook:run-all-cells")
        self.page.wait_for_function("() => look.done && look.figuresToCome() <= 0", timeout=10 * MINUTE)
        self.ask("settled")

    def answer(self, exercise_id, source):
        """Put an answer into the cell of an exercise, and run it."""
        self.page.evaluate(f"({ANSWER})({json.dumps(exercise_id)}, {json.dumps(source)})")

    def outputs(self):
        """Return the outputs of all code cells, as a notebook holds them."""
        return self.page.evaluate(OUTPUTS)
