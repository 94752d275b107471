"""What an exercise is: a question, its right answer, and the wrong answers that known mistakes give.

An answer is examined by comparison. A wrong answer that equals the one of a known mistake is answered with that
mistake, also where a constant factor is off as well; any other with what can be said about it. How it is compared
depends on the kind of exercise: `number`, `choice`, `code`, `counterexample`, `ordering` and `blanks` have one each.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from backprop_lib.exercises.words import once

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

    def due(self, before, times):
        """Return the hint that is due.

        Parameters
        ----------
        before : int
            How many wrong answers came before it, whatever was wrong with them.
        times : int
            How many had the same thing wrong, this one included.
        """
        hint = self.hints[min(before, len(self.hints) - 1)]
        if before >= 2 and times != 3 and len(self.hints) > 2:
            # How to see a mistake needs its name, unless it was said just now.
            hint = f"{self.hints[1]} {hint}"
        return once(hint)


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
    check : str
        Which check would show a mistake.
    sources : dict
        The program that gives the right answer, and, by the names of the mistakes, those that give the wrong ones;
        empty where there is none.
    using : dict
        The names that these programs may use.
    edits : dict
        name of the mistake -> its edits of the program that gives the right answer, where it is made by edits.
    """

    id: str
    task: str
    right: object
    mistakes: dict
    worked: str
    check: str = ""
    sources: dict = field(default_factory=dict)
    using: dict = field(default_factory=dict)
    edits: dict = field(default_factory=dict)

    @property
    def notebook(self):
        """The number of the notebook, such as "01"."""
        return self.id[:2]

    def known(self, name, before="", claims=True):
        """Return the finding for a known mistake.

        Parameters
        ----------
        name : str
        before : str
            Words in front of each hint.
        claims : bool
            Whether it is the whole mistake. If something else is off as well, what its hints say of sizes and of
            other parts need not be true, and is left out.
        """
        mistake = self.mistakes[name]
        hint, stronger = mistake.hint, mistake.stronger
        if not claims:
            stronger = without_claims(stronger) or stronger
            hint = without_claims(hint) or stronger
        return Finding(NOT_YET, name, (before + hint, before + stronger, self.check or before + stronger))

    def unknown(self, text, stronger="", shows=""):
        """Return a finding that no known mistake explains: what is certain, more of it, and how to see it."""
        stronger = stronger or f"{text} {self.check}".strip()
        return Finding(NOT_YET, None, (text, stronger, shows or self.shows() or stronger))

    def shows(self):
        """Return how a mistake that nobody foresaw is found: the check, and what a kind of exercise knows beyond it."""
        return self.check


def found(text, *stronger):
    """Return a finding that no known mistake explains."""
    return Finding(NOT_YET, None, (text, *stronger))


# What a sentence says of the rest of an answer, and how one begins that leans on the sentence before it.
CLAIM = re.compile(
    r"\b(is|are|looks?|stays?|be) (well )?right\b(?! one)|\bright (direction|part|distance|size|numbers)\b"
    r"|\b(two|three|some) (are|is) right|\b(has|have) the (right )?size\b|\bsame factor\b|\ball layers\b|\beverything\b"
    r"|\b(one|two|three) (too many|too few|is missing|are missing)\b|\bby luck\b|\byou (have )?found\b|\bletter is\b"
    r"|\bthat many\b|\ball (shapes|sizes|numbers)\b",
    re.IGNORECASE,
)
LEANS = re.compile(r"(And|Then|But|So|It|They|Does it|Do they|Is it|Are they|Has it|Which of them|Is there one)\b")


def without_claims(text):
    """Return the sentences of a hint that say nothing of the rest of an answer, and lean on none that does."""
    kept, before = [], True
    for sentence in re.split(r"(?<=[.?!]) ", text):
        before = not CLAIM.search(sentence) and (before or not LEANS.match(sentence))
        if before:
            kept.append(sentence)
    return " ".join(kept)


def counted(number, thing):
    """Return how many things, in words: "1 number", "3 numbers"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


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

# Constant factors that are easily lost or doubled, and what they mean; the simplest first.
FACTORS = {
    -1.0: "the sign turned round",
    0.5: "a factor 2 lost",
    2.0: "a factor 2 too many",
    -0.5: "the sign turned round and a factor 2 lost",
    -2.0: "the sign turned round and a factor 2 too many",
}
SQUARED = {4.0: "a factor 4 too many, such as a 2 twice", 0.25: "a factor 4 lost, such as a 2 twice"}


def in_words(factor):
    """Return a constant factor in words that do not say which way it is off."""
    if factor < 0:
        return "the sign" if factor == -1 else "the sign and a constant factor"
    return "a constant factor"
