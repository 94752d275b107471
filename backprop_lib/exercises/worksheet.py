"""Worksheets for paper: the same exercises, with other numbers for each learner, and a key.

    python -m backprop_lib.exercises worksheet 02a --learners 30 --out worksheets

writes two pages of HTML that a browser prints: a sheet for each learner, and the answers of all. Nothing in them is
loaded from elsewhere. The number of a learner is the number of the variant, so a learner can have a sheet checked:
``check("02-1", answer, variant=7)``.
"""

import html
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from backprop_lib.checks import shown
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import MOST
from backprop_lib.exercises.forms import written
from backprop_lib.exercises.variants import VariedNumber, varied

NAMED = 1_000_000  # a learner who is known by name gets a number below this one
NUMBERED = "Number"  # what a learner is called whose name is not known
WRONG = 4  # known wrong answers that the key has beside the right one
NO_BREAK, JOINED = "\u00a0", "\u2060"  # a space and a place where no line ends
MATRIX = re.compile(r"(?P<name>\S*\u00a0=\u00a0)?\[(?P<rows>[^\]]+;[^\]]+)\](?P<stop>[,.]?)")

STYLE = """
@page { size: A4; margin: 18mm; }
body { font: 11.5pt/1.5 Georgia, "DejaVu Serif", serif; color: black; max-width: 174mm; margin: auto; }
section { break-after: page; }
section:last-child { break-after: auto; }
header { border-bottom: 1pt solid black; margin-bottom: 8mm; }
h1 { font-size: 14pt; margin: 0; }
div.question { break-inside: avoid; margin-bottom: 8mm; }
div.answer { margin-top: 44mm; }
div.long div.answer { margin-top: 88mm; }  /* a pass through a network takes twice the lines */
span.whole { white-space: nowrap; }
footer { font-size: 9.5pt; }
table.matrix { display: inline-table; vertical-align: middle; border-spacing: 0; margin: 0.6mm 0; }
table.matrix td { padding: 0 1.6mm; text-align: right; }
table.matrix td.opens { border: 1pt solid; border-right: none; padding: 0 0.6mm; }
table.matrix td.closes { border: 1pt solid; border-left: none; padding: 0 0.6mm; }
table.key { border-collapse: collapse; width: 100%; font-size: 10pt; }
table.key th, table.key td { border: 0.5pt solid black; padding: 0.6mm 1.8mm; text-align: left; }
table.key tr { break-inside: avoid; }
table.key td { white-space: nowrap; }
"""

SIGMOID = "The sigmoid is σ(z) = 1/(1 + e<sup>−z</sup>), and its slope is σ(z)(1 − σ(z)). "
FOOT = (
    'Four digits are enough. In Python, <code>check("{exercise}", answer, variant={variant})</code> says whether an '
    "answer is right, after <code>from backprop_lib.exercises import check</code>."
)


class Learner(NamedTuple):
    """A learner: the name on the sheet, and the number of the variant."""

    name: str
    variant: int


def numbered(count):
    """Return learners who are known by their numbers, from 1 on."""
    return [Learner(f"{NUMBERED} {number}", number) for number in range(1, count + 1)]


def named(names):
    """Return learners who are known by name; who else is in the class does not change anybody's numbers."""
    return [Learner(name, zlib.crc32(name.encode()) % NAMED) for name in names]


def with_variants(what, sittings=None):
    """Return the ids of the exercises that can be printed.

    Parameters
    ----------
    what : list of str
        Ids of exercises, such as "02-1", and numbers of sittings, such as "02a".
    sittings : dict, optional
        The sittings by number, as `backprop_lib.teaching.sitting.sittings` returns them.
    """
    found = []
    for name in what:
        asked = [one.id for one in sittings[name].exercises] if name in (sittings or {}) else [name]
        here = [exercise for exercise in asked if isinstance(EXERCISES.get(exercise), VariedNumber)]
        if not here:
            these_have = ", ".join(e.id for e in EXERCISES.values() if isinstance(e, VariedNumber))
            raise ValueError(
                f"{shown(name, MOST)} has no exercise with other numbers for each learner, expected one of "
                f"{these_have}, or a sitting that asks one of these"
            )
        found += here
    return list(dict.fromkeys(found))


def sheets(exercises, learners, title):
    """Return the worksheets as a page of HTML, with a sheet for each learner."""
    return _page(title, "".join(_sheet(exercises, learner, title) for learner in learners))


def key(exercises, learners, title):
    """Return the key as a page of HTML: the right answers of all learners, and what known mistakes give."""
    tables = "".join(f"<h2>{exercise}</h2>{_answers(exercise, learners)}" for exercise in exercises)
    return _page(f"{title}, key", f"<section><h1>{html.escape(title)}, key</h1>{tables}</section>")


def write(exercises, learners, title, folder):
    """Write the worksheets and their key into a folder, and return the two paths."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[, ]+", "_", title.lower())
    paths = {Path(folder) / f"{name}.html": sheets, Path(folder) / f"{name}_key.html": key}
    for path, page in paths.items():
        path.write_text(page(exercises, learners, title), encoding="utf-8")
    return list(paths)


def _answers(exercise, learners):
    """Return a table of the answers to an exercise: a row for each learner, a column for each of some mistakes."""
    names = list(EXERCISES[exercise].mistakes)[:WRONG]
    head = "".join(f"<th>{html.escape(name)}" for name in names)
    rows = []
    for learner in learners:
        changed, _ = varied(EXERCISES[exercise], learner.variant)
        wrong = "".join(f"<td>{written(changed.mistakes[name].answer)}" for name in names)
        rows.append(f"<tr><td>{html.escape(learner.name)}<td><b>{written(changed.right)}</b>{wrong}")
    return f"<table class=key><tr><th>learner<th>right{head}{''.join(rows)}</table>"


def _sheet(exercises, learner, title):
    questions = "".join(_question(exercise, learner) for exercise in exercises)
    foot = FOOT.format(exercise=exercises[0], variant=learner.variant)
    if re.search("[Ss]igmoid|σ", questions):
        foot = SIGMOID + foot
    name = html.escape(learner.name)
    if re.fullmatch(rf"{NUMBERED} \d+", learner.name):
        name += " · Name: ______________________________"
    return (
        f"<section><header><h1>{html.escape(title)}</h1><p>{name}</p></header>"
        f"{questions}<footer>{foot}</footer></section>"
    )


def _question(exercise, learner):
    changed, _ = varied(EXERCISES[exercise], learner.variant)
    answer = "<div class=answer>Answer: ____________________</div>"
    kind = "question long" if MATRIX.search(changed.task) else "question"
    return f'<div class="{kind}"><b>{exercise}</b> · {_set(changed.task)}{answer}</div>'


def _set(text):
    """Return a question as HTML, with its matrices as tables, and no line that breaks within a formula."""

    def table(match):
        first, *others = ("<td>".join(["", *row.split()]) for row in match["rows"].split(";"))
        height = f"rowspan={len(others) + 1}"
        first = f"<td {height} class=opens>{first}<td {height} class=closes>"
        rows = "".join("<tr>" + row for row in (first, *others))
        return f"<span class=whole>{match['name'] or ''}<table class=matrix>{rows}</table>{match['stop']}</span>"

    whole = html.escape(text).replace(" = ", NO_BREAK.join(["", "=", ""])).replace("/∂", f"/{JOINED}∂")
    return MATRIX.sub(table, whole)


def _page(title, body):
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>\n'
