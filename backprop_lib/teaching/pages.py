"""All pages for teachers: one for each sitting, and the index with the plans of a course."""

from pathlib import Path

from backprop_lib.teaching.formulas import formulas
from backprop_lib.teaching.notes import read_notes
from backprop_lib.teaching.page import page
from backprop_lib.teaching.plan import index
from backprop_lib.teaching.sitting import sittings


def pages(folder="notebooks"):
    """Return the pages as a dict: name of the file -> text in Markdown.

    Parameters
    ----------
    folder : str or path
        The folder of the notebooks.
    """
    series, notes = sittings(folder), read_notes()
    known = formulas(series)
    written = {f"{number}.md": page(sitting, notes[number], known) for number, sitting in series.items()}
    return {"index.md": index(series)} | written


def write(folder="docs/teaching"):
    """Write all pages into a folder, and return their paths."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in pages().items():
        paths.append(Path(folder) / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths
