"""A learner with a real browser: from the key on a slider to the picture that is drawn."""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # the environment variable CHROMIUM may name another one
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SLIDER = ".moving-figure [role=slider]"
READY = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status=idle]"

# From the next key on, the milliseconds until the picture beside the slider is another one and has been drawn.
WATCH = """
slider => {
    const picture = slider.closest('.moving-figure').querySelector('svg[role=img]').parentElement
    window.took = new Promise(done => slider.addEventListener('keydown', () => {
        const start = performance.now()
        new MutationObserver((_, observer) => {
            observer.disconnect()
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
        }).observe(picture, { childList: true, subtree: true, characterData: true })
    }, { once: true }))
}
"""


class BrowsingLearner:
    """What `Learner` and `Book` are, with a browser between: for a notebook that is open in JupyterLab.

    Parameters
    ----------
    hub : str
        Address of the hub.
    name, password : str
    """

    def __init__(self, hub, name, password):
        from playwright.sync_api import sync_playwright  # an extra: only who asks for a browser needs it

        self.hub, self.name, self.password = hub, name, password
        self.playwright = sync_playwright().start()
        executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        self.browser = self.playwright.chromium.launch(executable_path=executable, args=FLAGS)
        self.page = self.browser.new_page(viewport={"width": 1280, "height": 1000})
        self.page.set_default_timeout(120_000)

    def log_in(self):
        """Log in, and wait for the server and its JupyterLab."""
        self.page.goto(f"{self.hub}/hub/login")
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", self.password)
        self.page.click("#login_submit")
        self.page.wait_for_selector(".jp-NotebookPanel")

    def run_all(self, notebook):
        """Open a notebook, run all its cells, and wait for its first figure."""
        self.page.goto(f"{self.hub}/user/{self.name}/lab/tree/series/notebooks/{notebook}.ipynb")
        self.page.wait_for_selector(READY)
        self.page.click("text=Run >> visible=true")
        self.page.click("[data-command='runmenu:run-all'] >> visible=true")
        self.page.wait_for_selector(SLIDER)

    def press(self, key):
        """Press a key on the first slider, and return the seconds until its picture is drawn."""
        slider = self.page.locator(SLIDER).first
        slider.focus()
        slider.evaluate(WATCH)
        self.page.keyboard.press(key)
        return self.page.evaluate("() => window.took") / 1000

    def close(self):
        """Close the browser."""
        self.browser.close()
        self.playwright.stop()
