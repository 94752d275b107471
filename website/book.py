"""The book: all pages of the site, written by Sphinx from the notebooks and `docs/`.

Sphinx reads a folder of its own, in which all pages lie side by side: the files of `docs/`, and each notebook as
`pages` prepares it. How it writes them says `docs/conf.py`.
"""

import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from sphinx.cmd.build import build_main

from backprop_lib.series import notebooks
from website import ROOT, frames, outcomes
from website.pages import linked, page

HERE = Path(__file__).parent
MADE_BY = re.compile(r"^\*This page is made by .*\*\n", re.MULTILINE)  # for those who change it, not who read it
# The pages for teachers stand below the first one of them, in the list of all pages.
BELOW = """
```{toctree}
:glob:
:hidden:

[01]*
```
"""


def build(output, live=True):
    """Write the book into a folder.

    Parameters
    ----------
    output : pathlib.Path
    live : bool
        Whether each sitting has a button that runs it, in the folder `live` beside the book.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, trees = Path(folder, "source"), Path(folder, "trees")
        prepare(source, live)
        # A warning, such as a link that leads nowhere, is an error.
        options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs=auto", f"--doctree-dir={trees}"]
        if build_main(["--builder=html", *options, str(source), str(output)]):
            raise SystemExit("the book was not built: see Sphinx's words above")


def prepare(source, live):
    """Write the folder that Sphinx reads."""
    shutil.copytree(ROOT / "docs", source)
    for path in source.rglob("*.md"):
        words = MADE_BY.sub("", path.read_text(encoding="utf-8"), count=1)
        path.write_text(linked(words), encoding="utf-8")
    with (source / "teaching" / "index.md").open("a", encoding="utf-8") as teaching:
        teaching.write(BELOW)
    shutil.copy(ROOT / "README.md", source.parent)  # the page of symbols shows a part of it
    static = source / "_static"
    shutil.copytree(ROOT / "notebooks" / "pictures", static / "pictures")
    for path in (HERE / "page.css", HERE / "page.js", *frames.SCRIPTS):
        shutil.copy(path, static)
    shutil.copytree(HERE / "vendor" / "mathjax", static / "mathjax")
    came_out = outcomes.stored()
    for path in notebooks(ROOT / "notebooks"):
        nbformat.write(page(path, static / "pictures", came_out, live), source / path.name)
