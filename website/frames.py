"""The pictures of moving figures, drawn in advance: on a page they move without a kernel.

`write` leaves a file of pictures for each figure of the series, an index of them, and the script that moves them.
A file is gzipped JSON, unpacked in `figures.js`:

- ``dials``: what the reader moves, see `states.Dial`; ``boxes``: which of them move together;
- ``parts``: the pieces of all pictures, each once; ``frames``: each picture as a list of the numbers of its pieces, in
  the order of `states.states`;
- ``notes``: what the page says about them.
"""

import base64
import contextlib
import gzip
import io
import json
import os
import re
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

from PIL import Image

import backprop_lib.widgets
from backprop_lib.series import notebooks
from backprop_lib.widgets.controls import StartStop
from backprop_lib.widgets.svg import to_svg
from website.cells import figures
from website.states import chosen, notes, states

HERE = Path(__file__).parent
LIBRARY = Path(backprop_lib.widgets.__file__).parent
SCRIPTS = (HERE / "figures.js", HERE / "figures.css", LIBRARY / "links.js", LIBRARY / "links.css")

CUT = re.compile(r"(?<=>)|(?<=[.,;] )")  # between the shapes of a picture, and within what it says
POINTS = re.compile(r'(?<=points=")[^"]*')
PNG = re.compile(r"data:image/png;base64,([^\"]*)")


def write(output, live=None, paths=None):
    """Write the frames of the figures, their index, and the scripts and styles that move them.

    Parameters
    ----------
    output : path
        The folder of the site; all is written below its ``_static``.
    live : str, optional
        Where the notebooks run, such as ``../live/lab/index.html``, as seen from there.
    paths : list of paths, optional
        The notebooks; by default those of the series.

    Returns
    -------
    dict
        The index: ``figures`` has, under the id of each cell that shows a moving figure, the name of its notebook.
    """
    static = Path(output, "_static")
    folder = static / "frames"
    folder.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS:
        shutil.copy(script, static)
    paths = [Path(path).resolve() for path in paths or notebooks(HERE.parent / "notebooks")]
    index = {"live": live, "figures": {}}
    with in_empty_folder() as pool:
        for path, figures_of_it in zip(paths, pool.map(frames_of, paths), strict=True):
            for cell, content in figures_of_it.items():
                (folder / f"{cell}.frames").write_bytes(content)
                index["figures"][cell] = path.name
    (folder / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")
    return index


@contextlib.contextmanager
def in_empty_folder():
    """Give processes in which notebooks run as for a reader who has not answered yet, and whose files are thrown away.

    With several threads in each of them the threads would wait for one another.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {"BACKPROP_EXERCISES": str(Path(folder, "record.json")), "OPENBLAS_NUM_THREADS": "1"}
        options = {"mp_context": get_context("spawn"), "initializer": os.chdir, "initargs": (folder,)}
        with mock.patch.dict(os.environ, environment), ProcessPoolExecutor(**options) as pool:
            yield pool


def frames_of(path):
    """Return the frames of the figures of a notebook, under the ids of their cells.

    A figure that trains as long as it is looked at has no states that can be counted, and stays a picture.
    """
    return {cell: packed(figure) for cell, figure in figures(path) if not trains(figure)}


def trains(figure):
    """Return whether a figure has a button that starts a run."""
    return any(isinstance(control, StartStop) for control in figure.controls.values())


def packed(figure):
    """Return the frames of a figure as the bytes of its file."""
    dials, boxes = chosen(figure)
    parts, frames, known = {}, [], {}
    for state in states(figure, dials, boxes):
        if str(state) not in known:  # boxes overlap
            pieces = CUT.split(compact(to_svg(figure.picture(**state))))
            known[str(state)] = [parts.setdefault(piece, len(parts)) for piece in pieces]
        frames.append(known[str(state)])
    said = [{key: getattr(dial, key) for key in ("kind", "label", "texts", "start")} for dial in dials]
    words = notes(figure, dials, boxes)
    content = {"dials": said, "boxes": boxes, "notes": words, "parts": list(parts), "frames": frames}
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def compact(svg):
    """Return a picture with what takes most room written shorter: long lines and images.

    >>> compact('<polyline points="1.0,2.0 1.5,1.9"/>')
    '<polyline points="10 20 5 -1"/>'
    """
    return PNG.sub(lambda match: _webp(match[1]), POINTS.sub(lambda match: _steps(match[0]), svg))


def _steps(points):
    # Tenths of a pixel, each point as seen from the one before: small numbers, which repeat.
    tenths = [round(10 * float(number)) for number in re.split("[ ,]", points)]
    return " ".join(str(now - before) for before, now in zip([0, 0, *tenths], tenths, strict=False))


@cache
def _webp(png):
    image, smaller = Image.open(io.BytesIO(base64.b64decode(png))), io.BytesIO()
    image.save(smaller, "webp", lossless=True, quality=100)
    return "data:image/webp;base64," + base64.b64encode(smaller.getvalue()).decode()
