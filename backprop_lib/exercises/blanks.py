"""Exercises in which a worked program has blanks to be filled (a faded worked example)."""

import re
import warnings
from dataclasses import dataclass

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import mistakes_of_text, tidy
from backprop_lib.exercises.exercise import MOST, NOT_YET, RIGHT
from backprop_lib.exercises.program import RUNNING, Program

BLANK = "___"
FILLED = re.compile("⟨(.*?)⟩")


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

    @classmethod
    def from_text(cls, id, task, solution, mistakes, remarks, **more):
        """Return an exercise whose mistakes edit what stands in the blanks of the solution.

        Parameters
        ----------
        solution, mistakes : str
            The program, with `⟨` and `⟩` around what is to be found, and the table of mistakes; see `edits`.
        remarks : str
            What is printed below the solution.
        """
        source = tidy(solution)
        known = mistakes_of_text(id, source, mistakes, read=_filled)
        worked = source.replace("⟨", "").replace("⟩", "") + "\n" + tidy(remarks)
        return cls(id, task, _filled(source), known, worked, given=FILLED.sub(BLANK, source), **more)

    def form(self, answer):
        """Return what is wrong with the form of an answer, in words, or None."""
        parts, wanted = _parts(answer), self.given.count(BLANK)
        if len(parts) != wanted:
            return f"Your answer has {len(parts)} parts, expected {wanted}: one for each {BLANK}, in their order."
        for place, part in enumerate(parts, start=1):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of Python, such as "perhaps you missed a comma"
                    compile(part, BLANK, "eval")
            except (SyntaxError, ValueError):
                return f"What you put in blank {place} is {shown(part, MOST)}, expected an expression of Python."
        return None

    def program(self, answer):
        """Return the program with its blanks filled."""
        first, *others = self.given.split(BLANK)
        filled = [f"({part}){text}" for part, text in zip(_parts(answer), others, strict=True)]
        return first + "".join(filled)

    def examine(self, answer):
        """Examine an answer; of one that no single mistake explains, each blank is tried in the right program."""
        finding = super().examine(answer)
        if finding.status != NOT_YET or finding.diagnosis or self.form(answer):
            return finding
        if finding.hints[0].startswith(RUNNING):  # so would each of them be
            return finding
        alone = [self._alone(place, part) for place, part in enumerate(_parts(answer))]
        off = [place for place, each in enumerate(alone, start=1) if each.status != RIGHT]
        for place in off:
            if name := alone[place - 1].diagnosis:
                return self.known(name, f"Blank {place}: ", claims=False)
        if not off:
            return finding
        others = "the others are right" if len(off) < len(alone) else "none is right yet"
        words = finding.hints[0]
        return self.unknown(words, f"{words} Look at blank {', '.join(map(str, off))}: {others}.")

    def _alone(self, place, part):
        """Return the finding for the right answer with one part of another."""
        return super().examine((*self.right[:place], part, *self.right[place + 1 :]))


def _parts(answer):
    """Return what belongs in the blanks as strings; a single string or number fills a single blank."""
    return [str(part).strip() for part in (answer if isinstance(answer, list | tuple) else [answer])]


def _filled(source):
    """Return what stands in the blanks of a solution."""
    return tuple(FILLED.findall(source))
