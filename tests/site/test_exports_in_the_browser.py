"""What `nbconvert` exports, opened as a file: formulas are set, and nothing is asked of another host."""

import pytest
from nbconvert.exporters import get_exporter
from notebook_files import PATHS
from traitlets.config import Config

from website.exports import configure

SITTING = next(path for path in PATHS if path.stem.startswith("02a"))


@pytest.mark.parametrize(("name", "ready"), [("html", "MathJax.startup.promise"), ("slides", "Reveal.isReady()")])
def test_formulas_are_set_without_a_network(window, tmp_path, name, ready):
    html, _ = get_exporter(name)(config=configure(Config())).from_filename(str(SITTING))
    path = tmp_path / "exported.html"
    path.write_text(html, encoding="utf-8")
    page, complaints = window.new_page(), []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: sent.url.startswith(("file:", "data:")) or complaints.append(sent.url))
    page.goto(path.as_uri())
    page.wait_for_function(f"() => window.MathJax?.startup && window.{ready}")
    page.wait_for_function("() => document.querySelector('mjx-container')")
    tags = page.locator('mjx-container g[data-mml-node="mlabeledtr"]').count()
    source = page.evaluate("() => document.body.innerText.match(/\\\\(?:frac|partial|mu)/g)")
    page.close()
    assert not complaints
    assert tags >= html.count(r"\tag{2.") >= 9
    assert not source
