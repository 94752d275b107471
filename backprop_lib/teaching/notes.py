"""What only a teacher knows, as it is written in the folder `notes`: a file for each stage.

In a file, `# 02a` begins a sitting and `## Board` a part of its notes. A part is named as a prediction is, such as
`## 02a-1`, and says what comes out and what wrong choices mean; or it is one of PARTS. It may begin with a paragraph
`**Before**: …`, which says what stands on the page or the board when it is asked. Two parts are lists:

    ## Mistakes

    - 02-1, w1 multiplied in: what to say to somebody who made this known mistake of an exercise.

    ## Short of time

    - section 2: what to do in its place.
    - 3 minutes of section 4: what to leave out.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "notes"
BOARD, MISTAKES, SHORT, SURPRISES = PARTS = ("Board", "Mistakes", "Short of time", "What surprises")
BEFORE = "**Before**: "
MISTAKE = re.compile(r"(?P<exercise>\d\d[a-z]?-\w+), (?P<name>[^:]+): (?P<text>.+)", flags=re.DOTALL)
CUT = re.compile(r"(?:(?P<minutes>\d+) minutes of )?section (?P<section>\d+): (?P<text>.+)", flags=re.DOTALL)


class Expected(NamedTuple):
    """A known mistake that is to be expected: of which exercise, its name there, and what to say."""

    exercise: str
    name: str
    text: str


class Cut(NamedTuple):
    """What may be left out: the number of a section, the minutes (None: all of them), and what is done instead."""

    section: int
    minutes: int | None
    text: str


@dataclass(frozen=True, eq=False)
class Notes:
    """The notes on a sitting; `parts` has their text by name."""

    parts: dict

    @property
    def mistakes(self):
        """The mistakes to expect, as a list of `Expected`."""
        found = (_matched(MISTAKE, item) for item in _items(self.parts[MISTAKES]))
        return [Expected(match["exercise"], match["name"], match["text"]) for match in found]

    def answer(self, asked):
        """Return what is to be there before a question is asked, or "", and the answer to it, or ""."""
        text = self.parts.get(asked, "")
        if not text.startswith(BEFORE):
            return "", text
        before, _, answer = text.partition("\n\n")
        return before, answer

    @property
    def cuts(self):
        """What may be left out, as a list of `Cut`."""
        found = (_matched(CUT, item) for item in _items(self.parts[SHORT]))
        return [
            Cut(int(match["section"]), int(match["minutes"]) if match["minutes"] else None, match["text"])
            for match in found
        ]


def read_notes(folder=FOLDER):
    """Return the notes on all sittings, by number."""
    return {
        number: Notes(dict(divided(text, "## ")))
        for path in sorted(folder.glob("[0-9]*.md"))
        for number, text in divided(path.read_text(encoding="utf-8"), "# ")
    }


def divided(text, mark):
    """Return the parts of a text that begin with a heading, as pairs of the heading and what stands below it."""
    parts = re.split(rf"^{mark}(.+)\n", text, flags=re.MULTILINE)[1:]
    return [(heading.strip(), body.strip()) for heading, body in zip(parts[::2], parts[1::2], strict=True)]


def _items(text):
    return [" ".join(item.split()) for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]


def _matched(pattern, item):
    match = pattern.fullmatch(item)
    if not match:
        raise ValueError(f"the item {item[:60]!r} of the notes has not the form {pattern.pattern!r}")
    return match
