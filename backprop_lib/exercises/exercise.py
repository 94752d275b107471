"""What an exercise is: a question, its right answer, and the wrong answers that known mistakes give.

An answer is examined by comparison. A wrong answer that equals the one of a known mistake is answered with that
mistake, also where a constant factor is off as well; any other with what can be said about it. How it is compared
depends on the kind of exercise: `number`, `choice` and `code` have one kind each.
"""

from dataclasses import dataclass
from typing import NamedTuple

MOST = 60  # letters of an answer that are repeated to the learner
RIGHT, NOT_YET, NOT_ATTEMPTED = "right", "not yet", "not attempted"


class Mistake(NamedTuple):
    """A known mistake: the answer that it gives, a hint that names the formula, and a stronger one."""

    answer: object
    hint: str
    stronger: str


class Finding(NamedTuple):
    """What an examination found: a status, the name of a mistake or None, and hints, the weakest first."""

    status: str
    diagnosis: str | None
    hints: tuple


@dataclass(frozen=True, eq=False)
class Exercise:
    """What all kinds of exercises have.

    Attributes
    ----------
    id : str
        Such as "01-3": the number of the notebook and of the exercise in it.
    task : str
        The question in short, for `progress` and `solution`.
    right : object
        The right answer.
    mistakes : dict
        name of the mistake -> Mistake.
    worked : str
        The worked solution, with its derivation.
    """

    id: str
    task: str
    right: object
    mistakes: dict
    worked: str

    @property
    def notebook(self):
        """The number of the notebook, such as "01"."""
        return self.id[:2]

    def known(self, name):
        """Return the finding for a known mistake."""
        mistake = self.mistakes[name]
        return Finding(NOT_YET, name, (mistake.hint, mistake.stronger))


def found(text, *stronger):
    """Return a finding that no known mistake explains."""
    return Finding(NOT_YET, None, (text, *stronger))


def untouched(answer):
    """Return whether dots still stand where an answer should be."""
    if isinstance(answer, list | tuple):
        return any(untouched(part) for part in answer)
    return answer is None or answer is Ellipsis


RIGHT_ANSWER = Finding(RIGHT, None, ("Right.",))
UNTOUCHED = Finding(
    NOT_ATTEMPTED,
    None,
    ("Put your answer in the place of the dots, and run the cell again.",),
)

# Constant factors that are easily lost or doubled, and what they mean.
FACTORS = {
    2.0: "a factor 2 too many",
    0.5: "a factor 2 lost",
    -1.0: "the sign turned round",
    -2.0: "the sign turned round and a factor 2 too many",
    -0.5: "the sign turned round and a factor 2 lost",
}


def in_words(factor):
    """Return a constant factor in words that do not say which way it is off."""
    if factor < 0:
        return "the sign" if factor == -1 else "the sign and a constant factor"
    return "a constant factor"
