"""The formulas and statements of the source texts, and where the notebooks teach them.

>>> from backprop_lib.sources import errata, trace
>>> places = trace("notebooks")  # doctest: +SKIP

The items of each text are numbered from its beginning: S3.96 is number 96 of text S3. Which of them a section of a
notebook teaches is no matter for its readers. It stands in the metadata of the cell that holds the section's text:
`"sources": ["S3.20-S3.23", "S1.7"]`.

What is to be said about a line as it is printed is an `Erratum`; `errata()` gives them all, and `readings` has a
computation for each that can be computed. ``python -m backprop_lib.sources`` writes the pages that follow from this.
"""

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

from backprop_lib.checks import shown
from backprop_lib.checks.general import check_choice, check_folder
from backprop_lib.series import notebooks, sitting

__all__ = [
    "CLASSES",
    "ITEMS",
    "TEXTS",
    "Erratum",
    "Item",
    "Place",
    "errata",
    "expand",
    "see",
    "trace",
]

# The classes of errata, with what each means to a reader; those that a text is right about come last.
CLASSES = {
    "slip": "as printed it gives wrong numbers, or none",
    "passing slip": "wrong as printed, and right in the lines that follow",
    "range": "for some layers the line asks for what does not exist",
    "notation": "a letter that is missing, or has two jobs",
    "convention": "right, once one knows how the text means it",
    "unstated assumption": "right under a condition that is not written down",
    "claim": "a sentence that holds with one more word",
    "cross-reference": "stands in another place",
    "damage of extraction": "lost when the text was made from its file",
    "right": "looks wrong, and is right",
    "withdrawn": "was listed once, and no longer is",
}

HEADING = re.compile(r"^## (.*\S)", re.MULTILINE)
RANGE = re.compile(r"(S\d{1,6})\.(\d{1,6})(?:-(S\d{1,6})\.(\d{1,6}))?")


class Item(NamedTuple):
    """A formula or statement of a source text.

    Attributes
    ----------
    says : str
        What it is about, in a few words that are not the text's own.
    formula : str
        The formula or its essential part in the text's notation, as printed, between dollar signs; or "".
    """

    says: str
    formula: str = ""


class Erratum(NamedTuple):
    """What is to be said about a printed line.

    Attributes
    ----------
    id : str
        Such as "E30"; or "K7" for a line that looks wrong and is right.
    items : tuple of str
        The items it is about.
    kind : str
        One of `CLASSES`.
    printed, meant : str
        Short formulas between dollar signs: as printed, and as it should be; or "".
    test : str
        The computation: the name of a function of `readings`, or of a test in tests/test_errata.py; or "".
    note : str
        What it is, in a sentence; of one that is withdrawn, why.
    """

    id: str
    items: tuple
    kind: str
    printed: str
    meant: str
    test: str
    note: str


class Place(NamedTuple):
    """A section of a notebook.

    Attributes
    ----------
    notebook : str
        Its number, such as "03" or "03a".
    section : str
        The heading, such as "5 · The trick: nest the other way round"; "" above the first heading.
    file : str
        Name of the notebook's file.
    cell : str
        Name of the cell with the heading; "" in notebooks of a format older than 4.5, which has no such names.
    """

    notebook: str
    section: str
    file: str
    cell: str = ""

    def link(self, folder=""):
        """Return a link to the section in Markdown, such as `[03c · 2](03c_the_recursion.ipynb#cell-id=03c-9)`.

        Parameters
        ----------
        folder : str
            Where the notebooks lie, seen from the page with the link; "" if they are in one folder.
        """
        number, dot, _ = self.section.partition(" · ")
        label = " · ".join(filter(None, [self.notebook, number if dot else self.section]))
        # To the cell and not to its heading: JupyterLab 4.6 does not find a heading with a sign such as "·" in it.
        fragment = f"#cell-id={self.cell}" if self.cell else ""
        return f"[{label}]({folder and f'{folder}/'}{self.file}{fragment})"


def _rows(name):
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


ITEMS = {item: Item(*about) for item, *about in _rows("items.tsv")}
ERRATA = [Erratum(id, tuple(items.split(", ")), *rest) for id, items, *rest in _rows("errata.tsv")]
TEXTS = list(dict.fromkeys(item.partition(".")[0] for item in ITEMS))


def _items_of(source):
    return [item for item in ITEMS if item.startswith(f"{source}.")]


def errata(kind=None):
    """Return what is to be said about printed lines.

    Parameters
    ----------
    kind : str, optional
        One of `CLASSES`; by default all, those that are withdrawn as well.

    Returns
    -------
    list of Erratum
    """
    if kind is None:
        return list(ERRATA)
    check_choice("kind", kind, list(CLASSES))
    return [erratum for erratum in ERRATA if erratum.kind == kind]


def see(item):
    """Return the errata about an item that are not withdrawn, in order, as a list."""
    return [erratum for erratum in ERRATA if item in erratum.items and erratum.kind != "withdrawn"]


def expand(sources):
    """Return the items that the metadata of a cell name.

    Parameters
    ----------
    sources : list of str
        Items and ranges of items, such as ["S3.20-S3.23", "S1.7"].

    Returns
    -------
    list of str
        The items one by one, in the order of the list.
    """
    if not isinstance(sources, list | tuple):
        raise ValueError(
            f"sources={shown(sources)}, expected a list of items and ranges, such as ['S3.20-S3.23', 'S1.7']"
        )
    where = f"in sources={shown(sources)}"
    return [item for entry in sources for item in _expand_entry(entry, where)]


def _expand_entry(entry, where):
    """Return the items that one entry names; `where` are words about the list it comes from."""
    match = RANGE.fullmatch(entry) if isinstance(entry, str) else None
    if match is None:
        raise ValueError(f"{shown(entry)} {where}, expected an item (S1.7) or a range (S3.20-S3.23)")
    source, first, last_source, last = match.groups(default="")
    _check_item(f"{source}.{first}", where)
    if last:
        _check_item(f"{last_source}.{last}", where)
        if last_source != source:
            raise ValueError(f"{entry} {where} goes from one text to another, expected a range in one")
        if int(last) <= int(first):
            raise ValueError(f"{entry} {where} goes backwards, expected the smaller number first")
    return [f"{source}.{number}" for number in range(int(first), int(last or first) + 1)]


def _check_item(item, where):
    if item not in ITEMS:
        source = item.partition(".")[0]
        known = f"the texts are {TEXTS[0]} to {TEXTS[-1]}"
        if source in TEXTS:
            known = f"{source} has the items {source}.1 to {source}.{len(_items_of(source))}"
        raise ValueError(f"{item} {where} is no item: {known}")


def trace(folder="."):
    """Return where each item is taught, as the notebooks themselves say.

    Parameters
    ----------
    folder : str or path
        The folder of the notebooks.

    Returns
    -------
    dict of list of Place
        For each item, in order, the sections in whose metadata it is named; an empty list if there is none.
    """
    check_folder(folder)
    paths = notebooks(folder) if os.path.isdir(folder) else []
    if not paths:
        raise ValueError(f"folder={str(folder)!r} holds no notebook of the series, such as 01a_one_neuron.ipynb")
    places = {item: [] for item in ITEMS}
    for path in paths:
        section = cell_id = ""
        for cell, text, sources in _markdown_cells(path):
            for heading in HEADING.findall(text):
                section, cell_id = heading, cell.get("id", "")
            place = Place(sitting(path), section, path.name, cell_id)
            for item in _expand_at(place, sources):
                if place not in places[item]:
                    places[item].append(place)
    return places


def _markdown_cells(path):
    """Return the cells of a notebook that hold text, each with its text and what its metadata name."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [
            (cell, "".join(cell["source"]), cell.get("metadata", {}).get("sources", []))
            for cell in cells
            if cell["cell_type"] == "markdown"
        ]
    except (ValueError, TypeError, KeyError, AttributeError, OSError, RecursionError) as error:
        raise ValueError(
            f"the notebook {path} cannot be read, expected JSON with cells as Jupyter writes it"
        ) from error


def _expand_at(place, sources):
    try:
        return expand(sources)
    except ValueError as error:
        raise ValueError(f"{place.file}, section {place.section!r}: {error}") from None
