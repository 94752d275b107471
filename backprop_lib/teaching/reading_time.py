"""How long a learner takes for a notebook, by counting.

The constants come from readers' estimates of the first notebooks: a yardstick, and no promise.
"""

import re
from math import ceil
from typing import NamedTuple

WORDS_PER_MINUTE = 120
FORMULA, LINE_OF_CODE, QUESTION, FIGURE, EXERCISE = 2, 8 / 60, 3, 1, 4  # minutes for each

COLLAPSED = {"source_hidden": True}  # what JupyterLab notes under "jupyter" of a cell whose code is collapsed
ASKED = re.compile(r"\*\*(?:Predict|Move it|Write|Try|Nudge)[^*]*\*\*")


def is_collapsed(cell):
    """Say whether a reader sees the code of a cell only after a click."""
    return cell.metadata.get("jupyter") == COLLAPSED


class ReadingTime(NamedTuple):
    """What there is to read and to do in a notebook. Exercises are the cells with a check, wherever they stand."""

    words: int
    formulas: int
    lines: int
    questions: int
    figures: int
    exercises: int

    @property
    def minutes(self):
        """The minutes for all but the exercises."""
        return (
            self.words / WORDS_PER_MINUTE
            + self.formulas * FORMULA
            + self.lines * LINE_OF_CODE
            + self.questions * QUESTION
            + self.figures * FIGURE
        )

    @property
    def stated(self):
        """What the notebook says: the minutes without the exercises and those for them, rounded up to 5."""
        return 5 * ceil(self.minutes / 5), 5 * ceil(self.exercises * EXERCISE / 5)


def reading_time(cells):
    """Count what the cells of a notebook have in them; of those below "Exercises" only figures and exercises count."""
    words = formulas = lines = questions = figures = exercises = 0
    below_exercises = False
    for cell in cells:
        if cell.cell_type == "markdown":
            if re.search(r"^#+ Exercises", cell.source, flags=re.MULTILINE):
                below_exercises = True
            elif re.search(r"^## ", cell.source, flags=re.MULTILINE):
                below_exercises = False
            if not below_exercises:
                words += len(re.findall(r"[A-Za-z0-9'’]+", prose(cell.source)))
                formulas += cell.source.count(r"\tag{")
                questions += len(ASKED.findall(cell.source))
            continue
        figures += any("image/png" in output.get("data", {}) for output in cell.outputs)
        if "check(" in cell.source:
            exercises += 1
        elif not below_exercises and not is_collapsed(cell):
            lines += sum(bool(line.strip()) for line in cell.source.splitlines())
    return ReadingTime(words, formulas, lines, questions, figures, exercises)


def prose(text):
    """Return a text without its displayed formulas, and with one word for each formula within a line."""
    return re.sub(r"\$[^$]*\$", " x ", re.sub(r"\$\$.*?\$\$", " ", text, flags=re.DOTALL))
