"""A page of the site, and what a reader finds there."""

from notebook_files import PATHS, ROOT

NOTEBOOKS = {f"{path.stem}.html": path for path in PATHS}
OTHERS = sorted(str(path.relative_to(ROOT / "docs").with_suffix(".html")) for path in ROOT.glob("docs/**/*.md"))
PAGES = [*NOTEBOOKS, *OTHERS]

GRAVE = ("serious", "critical")
# A formula is read aloud from its MathML; its drawing has thousands of parts, and no words.
EXAMINED = '{ exclude: [["mjx-container > svg"]] }'


class SitePage:
    """A page of the site with all its formulas set and all its pictures there.

    Parameters
    ----------
    page : playwright.sync_api.Page
        An empty one.
    address : str
        Of the site.
    name : str
        Of the page, such as "01a_one_neuron.html".
    axe : str
        The script that looks for what keeps people out.

    Attributes
    ----------
    name : str
    complaints : list of str
        Errors in the browser's console, failures of scripts, files that are missing, and requests to other hosts.
    """

    def __init__(self, page, address, name, axe):
        self.page, self.name, self.axe, self.complaints = page, name, axe, []
        page.on("console", lambda said: self._complain(said.text, said.type == "error"))
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda sent: self._complain(sent.url, not sent.url.startswith((address, "data:"))))
        page.goto(address + name)
        page.wait_for_function("() => window.MathJax?.startup?.promise || !document.querySelector('.math')")
        page.evaluate("() => window.MathJax?.startup.promise")
        # A colour on its way is no colour.
        page.add_style_tag(content="* { transition: none !important; animation: none !important }")
        page.evaluate("() => document.querySelectorAll('img').forEach(one => one.loading = 'eager')")
        page.wait_for_function("() => [...document.images].every(one => one.complete)")

    def _complain(self, words, wrong=True):
        if wrong:
            self.complaints.append(words)

    def texts(self, selector):
        """Return the texts of all elements, also of those that are folded away."""
        return self.page.locator(selector).evaluate_all("found => found.map(one => one.textContent.trim())")

    def barriers(self, *rules):
        """Return what axe finds that is serious or critical: the rule, and the element.

        Parameters
        ----------
        rules : tuple of str
            Of which rules; of all, if none is named.
        """
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(self.axe)
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        found = self.page.evaluate(f"options => axe.run({EXAMINED}, options)", options)["violations"]
        return [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]
