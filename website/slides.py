"""The decks of all sittings, as a part of the site: ``slides/05a_softmax.html``, and a folder that they share."""

import shutil

from nbconvert.exporters import SlidesExporter
from traitlets.config import Config

from backprop_lib.series import notebooks
from website import ROOT
from website.exports import TEMPLATES, VENDOR, configure

SHARED = "shared"
SCRIPT = "_static/figures.js"  # moves the figures; beside it lie their frames


def write(output, paths=None):
    """Write the decks.

    Parameters
    ----------
    output : pathlib.Path
        The folder of the site. If it holds the frames of the figures, these move on the slides.
    paths : list of pathlib.Path, optional
        The notebooks; by default those of the series.

    Returns
    -------
    list of pathlib.Path
        The decks.
    """
    folder = output / "slides"
    shutil.copytree(VENDOR, folder / SHARED, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    for name in ("deck.css", "deck.js"):
        shutil.copy(TEMPLATES / "deck" / name, folder / SHARED / name)
    exporter = SlidesExporter(config=configure(Config()), file_extension=".html")
    resources = {"shared": SHARED}
    if (output / SCRIPT).exists():
        resources["figures"] = f"../{SCRIPT}"
    written = []
    for path in paths or notebooks(ROOT / "notebooks"):
        html, _ = exporter.from_filename(str(path), resources=dict(resources))
        written.append(folder / f"{path.stem}.html")
        written[-1].write_text(html, encoding="utf-8")
    return written
