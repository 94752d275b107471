"""What `jupyter nbconvert` makes of a sitting with the configuration of the series: pages that need no network."""

import hashlib
import re
import warnings

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_notebook
from notebook_files import PATHS, ROOT, read
from traitlets.config.loader import PyFileConfigLoader

from backprop_lib.teaching.reading_time import is_collapsed
from website.exports import VENDOR

CONFIG = "jupyter_nbconvert_config.py"
# What a page fetches by itself; a link to somewhere else is none of it.
FETCHES = re.compile(
    r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](?!data:)[^"']*|@import|from ['"]https?:[^'"]*"""
)
SITTING = next(path for path in PATHS if path.stem.startswith("02a"))


def exporter(name):
    """Return an exporter as `jupyter nbconvert` has it in the folder of the notebooks."""
    config = PyFileConfigLoader(CONFIG, path=str(ROOT / "notebooks")).load_config()
    return get_exporter(name)(config=config)


def exported(name, path=SITTING):
    """Return what `jupyter nbconvert --to name` writes, and the ending of the file."""
    text, resources = exporter(name).from_filename(str(path))
    return text, resources["output_extension"]


def without_scripts(html):
    """Return a page without the scripts and styles that lie inside of it."""
    return re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)


def test_the_page_has_all_it_needs_inside():
    html, ending = exported("html")
    assert ending == ".html"
    assert not FETCHES.findall(without_scripts(html))
    assert not re.findall(r"<script[^>]*src=", html)
    assert (VENDOR / "mathjax" / "tex-svg-full.js").read_text(encoding="utf-8")[:1000] in html


def test_the_page_shows_each_picture_with_its_words_and_folds_collapsed_code():
    html, _ = exported("html")
    cells = read(SITTING).cells
    pictures = [output for cell in cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    words = re.findall(r'<img alt="([^"]+)"[^>]*src="data:image/png', html)
    assert words == [output.metadata["image/png"]["alt"] for output in pictures]
    assert html.count("<details>") == sum(map(is_collapsed, cells))


def test_the_deck_has_all_it_needs_inside():
    html, ending = exported("slides")
    assert ending == ".slides.html"
    assert not FETCHES.findall(without_scripts(html))
    assert not re.findall(r"<script[^>]*src=", html)
    for name in ("mathjax/tex-svg-full.js", "reveal/reveal.js", "reveal/notes.js"):
        assert (VENDOR / name).read_text(encoding="utf-8")[:1000] in html, name
    assert without_scripts(html).count("<section>") > 30


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_script_is_one_of_python(path):
    script, ending = exported("script", path)
    assert ending == ".py"
    compile(script, path.stem, "exec")


def test_only_the_notebook_itself_is_executed(tmp_path):
    path = tmp_path / "sum.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("print(40 + 2)", id="sum")]), path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the kernel's sockets, which are closed a little later
        stored, _ = exported("notebook", path)
    assert nbformat.reads(stored, 4).cells[0].outputs[0].text == "42\n"
    page, _ = exported("html", path)
    assert "42\n" not in without_scripts(page)


def test_what_is_carried_has_the_sums_that_are_told():
    told = re.findall(r"^\| `([^`]+)` \| .* \| `([0-9a-f]{64})` \|$", (VENDOR / "README.md").read_text(), re.MULTILINE)
    assert {name for name, _ in told} == {
        str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.suffix in (".js", ".css")
    }
    for name, sum_ in told:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == sum_, name
