"""Exercises in which a worked program has blanks to be filled (a faded worked example)."""

from dataclasses import dataclass

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST
from backprop_lib.exercises.program import Program

BLANK = "___"


@dataclass(frozen=True, eq=False)
class Blanks(Program):
    """An exercise whose answer is what belongs in the blanks ``___`` of a program: a tuple of expressions or numbers.

    `right`, and the answers of the mistakes, are such tuples. Whatever computes the same is right.

    Attributes
    ----------
    given : str
        The program with its blanks.
    """

    given: str = ""

    def form(self, answer):
        """Return what is wrong with the form of an answer, in words, or None."""
        parts, wanted = _parts(answer), self.given.count(BLANK)
        if len(parts) != wanted:
            return f"Your answer has {len(parts)} parts, expected {wanted}: one for each {BLANK}, in their order."
        for place, part in enumerate(parts, start=1):
            try:
                compile(part, BLANK, "eval")
            except (SyntaxError, ValueError):
                return f"What you put in blank {place} is {shown(part, MOST)}, expected an expression of Python."
        return None

    def program(self, answer):
        """Return the program with its blanks filled."""
        first, *others = self.given.split(BLANK)
        filled = [f"({part}){text}" for part, text in zip(_parts(answer), others, strict=True)]
        return first + "".join(filled)


def _parts(answer):
    """Return what belongs in the blanks as strings; a single string or number fills a single blank."""
    return [str(part).strip() for part in (answer if isinstance(answer, list | tuple) else [answer])]
