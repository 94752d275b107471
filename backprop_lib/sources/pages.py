"""The pages of docs that follow from the items, the errata, their readings and the conventions.

``python -m backprop_lib.sources`` writes them; a test compares what is stored with what is written.
"""

from pathlib import Path
from typing import NamedTuple

from backprop_lib.sources import CLASSES, ERRATA, ITEMS, TEXTS, errata, see, trace
from backprop_lib.sources.conventions import convention_table
from backprop_lib.sources.readings import READINGS

MADE = "*This page is made by `python -m backprop_lib.sources`; change the data it is made from, and not the page.*"
RIGHT_AFTER_ALL = ("right", "withdrawn")


class Card(NamedTuple):
    """A text: what is known of it, what it is for, and the items of its algorithm in order."""

    origin: str
    about: str
    algorithm: tuple


CARDS = {
    "S0": Card(
        "The text names no author.",
        "The whole batch, with every index, and the range of every index. The text for a reader who wants to program.",
        ("S0.6", "S0.16", "S0.15", "S0.13", "S0.10", "S0.12"),
    ),
    "S1": Card(
        "The text names no author.",
        "Two layers of letters, one rule of differentiation a line, and at the end a rule for any wiring of units.",
        ("S1.9", "S1.13", "S1.27", "S1.29", "S1.41", "S1.43", "S1.44", "S1.45"),
    ),
    "S2": Card(
        "Rui Zhang, *Derivation of the back-propagation algorithm*.",
        "One weight, deep in the network: nested sums, a sum over paths, nested again from the other end. The text for "
        "a reader who wants to know where the algorithm comes from.",
        ("S2.6", "S2.14", "S2.15", "S2.18", "S2.23", "S2.26", "S2.27", "S2.29"),
    ),
    "S3": Card(
        "Nick Rui, *Backpropagation Calculus*, December 2024.",
        "From a polynomial to a digit reader, one difficulty at a time. The text to read from beginning to end; this "
        "series follows its plan.",
        (
            *("S3.27", "S3.34", "S3.49", "S3.59", "S3.62", "S3.72", "S3.89", "S3.96", "S3.83", "S3.84"),
            *(f"S3.{n}" for n in range(135, 145)),
        ),
    ),
    "S4": Card(
        "The text names no author.",
        "Four equations, for any error function and any activation functions that act entry by entry. The text to keep "
        "on the desk.",
        ("S4.6", "S4.23", "S4.24", "S4.25", "S4.28"),
    ),
}


def source_cards():
    """Return the page of the five texts: their conventions, and each one's algorithm in its own numbering."""
    parts = [
        "# Five texts, five algorithms",
        MADE,
        "Each of the five texts has its own letters, layer numbers and constants. Here stands what each of them "
        "computes, in its own notation; a formula is shown as printed, or its essential part. All of them are "
        "programmed in `tests/test_source_cards.py`. They give what `Network.backward` and the complex step give, once "
        "they are translated.",
        convention_table(["ours", *TEXTS]),
    ]
    for text, card in CARDS.items():
        parts += [f"## {text}", f"{card.origin} {card.about}", _algorithm(card.algorithm)]
    return "\n\n".join(parts) + "\n"


def _algorithm(items):
    rows = ["| item | what it says | as printed | as meant |", "|:--|:--|:--|:--|"]
    for item in items:
        about = ITEMS[item]
        meant = ", ".join(f"{e.meant} ([{e.id}](errata.md#{e.id}))" for e in see(item) if e.kind == "slip")
        rows.append(f"| {item} | {about.says} | {about.formula} | {meant} |")
    return "\n".join(rows)


def errata_page():
    """Return the page of the errata, by class; those that can be computed with what the computation gives."""
    counts = {kind: len(errata(kind)) for kind in CLASSES}
    listed = sum(erratum.id.startswith("E") for erratum in ERRATA)
    parts = [
        "# Errata of the five texts",
        MADE,
        f"Whoever writes hundreds of formulas makes slips, and this series has its own. Of the {listed} entries, "
        f"{counts['slip']} are slips of substance. For each of these there are two small functions, one computes what "
        "is printed and one what is meant; the first fails and the second agrees with the complex step. The others are "
        "remarks, named by their class.",
        "\n".join(
            ["| class | | entries |", "|:--|:--|--:|"]
            + [f"| {kind} | {means} | {counts[kind]} |" for kind, means in CLASSES.items()]
        ),
    ]
    for kind in CLASSES:
        parts.append(f"## {kind.capitalize()}")
        parts += [_entry(erratum) for erratum in errata(kind)]
    return "\n\n".join(parts) + "\n"


def _entry(erratum):
    where = ", ".join(erratum.items)
    parts = [f'<a id="{erratum.id}"></a>\n**{erratum.id}** · {where} · {erratum.note}']
    if erratum.printed or erratum.meant:
        lines = {"printed": erratum.printed, "meant": erratum.meant}
        parts.append("\n".join(f"- {name}: {formula}" for name, formula in lines.items() if formula))
    if erratum.test in READINGS:
        parts.append("\n".join(_verdicts(erratum)))
    elif erratum.test:
        parts.append(f"Computed in `tests/test_errata.py`, `{erratum.test}`.")
    return "\n\n".join(parts)


def _verdicts(erratum):
    entry = READINGS[erratum.test]
    yield f"| network | as printed | {'in its place' if erratum.kind in RIGHT_AFTER_ALL else 'as meant'} |"
    yield "|:--|:--|:--|"
    for sizes in (*entry.shows, *entry.hides):
        yield f"| {'-'.join(map(str, sizes))} | {' | '.join(entry.verdicts(sizes))} |"


def items_page(folder="notebooks", link="../notebooks"):
    """Return the index of all items, with links to the sections that teach them.

    Parameters
    ----------
    folder : str or path
        The folder of the notebooks.
    link : str
        How the page that is returned leads to that folder.
    """
    places = trace(folder)
    parts = [
        "# Where each formula is taught",
        MADE,
        "You have one of the five texts in front of you and stop at a line. "
        f"The {len(ITEMS)} formulas and statements of the texts are numbered, "
        "each text from its beginning: S3.96 is number 96 of text S3. The last column leads to the "
        "sections that teach it, the one before to what is said about the line as printed.",
    ]
    for text in TEXTS:
        rows = ["| item | what it says | as printed | see | taught in |", "|:--|:--|:--|:--|:--|"]
        for item in (item for item in ITEMS if item.startswith(f"{text}.")):
            remarks = ", ".join(f"[{erratum.id}](errata.md#{erratum.id})" for erratum in see(item))
            links = ", ".join(place.link(link) for place in places[item])
            rows.append(f"| {item} | {ITEMS[item].says} | {ITEMS[item].formula} | {remarks} | {links or '–'} |")
        parts += [f"## {text}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


PAGES = {"errata.md": errata_page, "items.md": items_page, "source_cards.md": source_cards}


def write(folder="docs"):
    """Write all pages into a folder, and return their paths."""
    paths = []
    for name, page in PAGES.items():
        paths.append(Path(folder) / name)
        paths[-1].write_text(page(), encoding="utf-8")
    return paths
