"""The decks of all sittings, as a part of the site: ``slides/05a_softmax.html``, and a folder that they share."""

import shutil

from nbconvert.exporters import SlidesExporter
from traitlets.config import Config

from backprop_lib.series import notebooks
from website import ROOT
from website.exports import TEMPLATES, VENDOR, configure

SHARED = "shared"
SCRIPTS = "_static/figures.js"  # moves the figures; beside it lie their frames


def write(output):
    """Write the decks into `output`/slides, and return their paths."""
    folder = output / "slides"
    shutil.copytree(VENDOR, folder / SHARED, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    for name in ("deck.css", "deck.js"):
        shutil.copy(TEMPLATES / "deck" / name, folder / SHARED / name)
    exporter = SlidesExporter(config=configure(Config()), file_extension=".html")
    resources = {"shared": SHARED}
    if (output / SCRIPTS).exists():
        resources["figures"] = f"../{SCRIPTS}"
    written = []
    for path in notebooks(ROOT / "notebooks"):
        html, _ = exporter.from_filename(str(path), resources=dict(resources))
        written.append(folder / f"{path.stem}.html")
        written[-1].write_text(html, encoding="utf-8")
    return written
