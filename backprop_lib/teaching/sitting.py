"""A sitting as a teacher sees it: its sections with their minutes, and what it asks."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import nbformat

from backprop_lib.series import notebooks, sitting
from backprop_lib.teaching.reading_time import QUESTION, reading_time

HEADING = re.compile(r"^##? (?P<title>.*)$", flags=re.MULTILINE)
ASKS = re.compile(r'^(?:\w+ = )?(?P<kind>check|predict|use|verdict)\("(?P<id>[^"]+)"', flags=re.MULTILINE)
MOVES = re.compile(r"^\*\*(?:Move it|Draw|Try it)\.\*\*.*?(?=\n\n|\Z)", flags=re.MULTILINE | re.DOTALL)
RECALL = re.compile(r".+-r\d+")
QUOTED = re.compile(r"(?:^>.*\n?)+", flags=re.MULTILINE)
BEGINNING, SUMMARY, EXERCISES = "Beginning", "Summary", "Exercises"


class Section(NamedTuple):
    """A section: its title, the name of the cell in which it begins, its cells, and when it begins and ends.

    The minutes are whole, and those of all sections add up to the minutes of the sitting.
    """

    title: str
    cell: str
    cells: list
    begins: int
    ends: int

    @property
    def number(self):
        """Its number, such as 3; 0 for the beginning, None for the summary."""
        found = re.match(r"\d+", self.title)
        return int(found[0]) if found else 0 if self.title == BEGINNING else None

    @property
    def minutes(self):
        """How long it takes."""
        return self.ends - self.begins


class Asked(NamedTuple):
    """A question: its kind ("check", "predict", "verdict" or "figure"), id, text, section, and minute.

    A figure that is moved has no id in its notebook; here they are "figure 1", "figure 2" and so on.
    """

    kind: str
    id: str
    text: str
    section: str
    minute: int


@dataclass(frozen=True, eq=False)
class Sitting:
    """A sitting.

    Attributes
    ----------
    number : str
        Such as "02a".
    file : str
        The name of its notebook.
    cells : list
        The cells of the notebook.
    """

    number: str
    file: str
    cells: list

    @property
    def title(self):
        """Its title, such as "A chain of neurons"."""
        return HEADING.search(self.cells[0].source)["title"].partition(" · ")[2]

    @cached_property
    def parts(self):
        """The cells of each section, in order, as pairs of a title and cells; the exercises are the last."""
        parts = [(BEGINNING, [])]
        for cell in self.cells:
            found = re.match(r"## (.*)", cell.source) if cell.cell_type == "markdown" else None
            if found:
                parts.append((found[1], []))
            parts[-1][1].append(cell)
        return parts

    @cached_property
    def sections(self):
        """The sections without the exercises."""
        sections, begins = [], 0.0
        for title, cells in self.parts:
            if title != EXERCISES:
                ends = begins + reading_time(cells).minutes
                sections.append(Section(title, cells[0].id, cells, round(begins), round(ends)))
                begins = ends
        return sections

    @property
    def minutes(self):
        """How long it takes without the exercises."""
        return self.sections[-1].ends

    @cached_property
    def asked(self):
        """All that is asked, in order; the minute is that of the question, and of an exercise that of its place."""
        found, figures = [], 0
        for k, cell in enumerate(self.cells):
            if cell.cell_type == "code":
                for match in ASKS.finditer(cell.source):
                    kind = "check" if match["kind"] == "use" else match["kind"]  # which looks at a function, too
                    found.append(Asked(kind, match["id"], self._question(k, kind), *self._place(k, kind)))
                continue
            for match in MOVES.finditer(cell.source):
                figures += 1
                found.append(Asked("figure", f"figure {figures}", match[0], *self._place(k, "figure")))
        return found

    def _question(self, k, kind):
        """Return the text that asks what is answered in cell k: the last quotation above it, or its last paragraph."""
        above = [cell.source for cell in self.cells[:k] if cell.cell_type == "markdown"][-1]
        if kind == "predict":
            return re.sub(r"^> ?", "", QUOTED.findall(above)[-1], flags=re.MULTILINE).strip()
        if kind == "verdict":
            return re.sub(r"^### (.*)$", r"**\1**", QUOTED.sub("", HEADING.sub("", above)), flags=re.MULTILINE).strip()
        return above.split("\n\n")[-1].strip()

    def _place(self, k, kind):
        title = next(title for title, cells in self.parts if any(cell is self.cells[k] for cell in cells))
        before = reading_time(self.cells[:k]).minutes - (QUESTION if kind in ("predict", "verdict") else 0)
        return title, round(before)

    @property
    def recalled(self):
        """The questions on earlier sittings, which it begins with."""
        return [one for one in self.asked if RECALL.fullmatch(one.id) and one.section == BEGINNING]

    @property
    def last(self):
        """The question before the learner goes."""
        return next(one for one in self.asked if one.section == SUMMARY)

    @property
    def spoken(self):
        """What is asked aloud: figures to move, predictions to vote on, puzzles to judge."""
        return [one for one in self.asked if one.kind != "check" and one.section != EXERCISES]

    @property
    def exercises(self):
        """The exercises of the catalogue that it asks, within the text and at its end."""
        return [one for one in self.asked if one.kind == "check" and not RECALL.fullmatch(one.id)]

    def marked(self, name):
        """Return what follows one of the marks below the figure, such as "You need"."""
        text = "\n\n".join(cell.source for cell in self.cells[:4] if cell.cell_type == "markdown")
        return re.search(rf"\*\*{name}\*\*:?\s+(.*?)(?=\n\n(?!- )|\Z)", text, flags=re.DOTALL)[1]


def sittings(folder="notebooks"):
    """Return all sittings of the series in a folder, by number."""
    return {
        sitting(path): Sitting(sitting(path), path.name, nbformat.read(path, as_version=4).cells)
        for path in notebooks(folder)
    }
