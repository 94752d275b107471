"""Puzzles: printed lines that a reader judges before anything is said about them.

A sitting shows the line under a neutral title, such as "Puzzle 3". The reader commits, with `verdict` of
`backprop_lib.exercises`; `reveal` then tells what an erratum says, what its reading gives, and `more`. So no answer
stands in a notebook. The puzzles of sitting 07 are in sitting_07.py, and so on.
"""

import pkgutil
from importlib import import_module

from backprop_lib.sources import ERRATA
from backprop_lib.sources.puzzles.puzzle import Puzzle
from backprop_lib.sources.readings import READINGS

__all__ = ["PUZZLES", "Puzzle", "explained", "right_verdict"]

SITTINGS = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("sitting_"))
PUZZLES = {puzzle.id: puzzle for name in SITTINGS for puzzle in import_module(f"{__name__}.{name}").PUZZLES}
BY_ID = {erratum.id: erratum for erratum in ERRATA}

# What a reader may say, by the class of the erratum.
VERDICTS = {"slip": "slip", "passing slip": "slip", "convention": "convention", "unstated assumption": "assumption"}
FINE = {"right", "withdrawn"}


def right_verdict(puzzle_id):
    """Return the verdict on a puzzle: "slip", "convention", "assumption" or "fine"."""
    puzzle = PUZZLES[puzzle_id]
    kind = BY_ID[puzzle.erratum].kind
    return puzzle.verdict or ("fine" if kind in FINE else VERDICTS[kind])


def explained(puzzle_id):
    """Return, in Markdown, what is to be said about a puzzle once the reader has committed."""
    puzzle = PUZZLES[puzzle_id]
    erratum = BY_ID[puzzle.erratum]
    parts = [f"**{right_verdict(puzzle_id).capitalize()}.** {puzzle.note or erratum.note}"]
    if erratum.meant:
        parts.append(f"Printed: {erratum.printed}\n\nMeant: {erratum.meant}" if erratum.printed else erratum.meant)
    if erratum.test in READINGS:
        parts.append(_table(erratum))
    return "\n\n".join(filter(None, [*parts, puzzle.more.strip()]))


def _table(erratum):
    entry = READINGS[erratum.test]
    other = "in its place" if erratum.kind in FINE else "as meant"
    rows = [f"| network | as printed | {other} |", "|:--|:--|:--|"]
    for sizes in (*entry.shows, *entry.hides):
        printed, meant = entry.verdicts(sizes)
        rows.append(f"| {'-'.join(map(str, sizes))} | {printed} | {meant} |")
    return "\n".join(rows)
