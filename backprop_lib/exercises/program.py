"""Exercises whose answer makes a program: it is run, and what it computes is compared.

So every way to write or to order it is right that computes the right thing, and a known mistake is known by what it
computes, or by how it stops.
"""

import copy
import traceback
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from backprop_lib.exercises import running
from backprop_lib.exercises.exercise import RIGHT_ANSWER, UNTOUCHED, Exercise, found, untouched
from backprop_lib.exercises.running import Worker

NAME = "<your program>"
ENDLESS, RUNNING = "no end", "The program is still running"


class Outcome(NamedTuple):
    """What a program did: the arrays that it computed, or the error with which it stopped, and in which line."""

    arrays: list | None
    error: str | None = None
    line: str | None = None


@dataclass(frozen=True, eq=False)
class Program(Exercise):
    """What exercises that make a program have in common; `right` and the mistakes are answers.

    Attributes
    ----------
    data : callable
        data() returns a dict of the names that the program finds.
    results : tuple of str
        Names of what it computes: arrays, or lists of arrays and None.
    """

    data: object = None
    results: tuple = ()

    def form(self, answer):
        """Return what is wrong with the form of an answer, in words, or None."""
        raise NotImplementedError

    def program(self, answer):
        """Return the program that an answer of the right form makes."""
        raise NotImplementedError

    def examine(self, answer):
        """Run the program of an answer, and compare it with the right one and with those of the known mistakes."""
        if untouched(answer):
            return UNTOUCHED
        complaint = self.form(answer)
        if complaint:
            return found(complaint)
        mine, (right, mistaken) = self._outcome(answer), self._known
        if _same(mine, right):
            return RIGHT_ANSWER
        for name, outcome in mistaken.items():
            if _same(mine, outcome):
                return self.known(name)
        if mine.error == ENDLESS:
            return found(f"{RUNNING} after {running.SECONDS:g} seconds. Does a loop never end?")
        if mine.error:
            return found(f"The program stops at `{mine.line}` with {mine.error}.")
        off = [
            name for name, a, b in zip(self.results, mine.arrays, right.arrays, strict=True) if not _same_arrays(a, b)
        ]
        return found(f"The program runs, but look at {' and '.join(off)}: do a small step by hand, and compare.")

    @cached_property
    def _known(self):
        """The outcome of the right program, and those of the mistaken ones by their names."""
        mistaken = {name: self._outcome(mistake.answer) for name, mistake in self.mistakes.items()}
        return self._outcome(self.right), mistaken

    def _outcome(self, answer):
        """Run the program of an answer, but not for longer than a function may take."""
        program, outcomes = self.program(answer), []
        worker = Worker(lambda: outcomes.append(self._run(program)))
        if not worker.ends_within(running.SECONDS):
            worker.stop()
            return Outcome(None, ENDLESS)
        return outcomes[0]

    def _run(self, program):
        names = copy.deepcopy(self.data())
        try:
            with np.errstate(all="ignore"):
                exec(compile(program, NAME, "exec"), names)
            return Outcome([_arrays(names[name]) for name in self.results])
        except SyntaxError as error:
            number = error.lineno
            words = f"{type(error).__name__} ({error.msg})"
        except BaseException as error:  # also a KeyboardInterrupt, or what stops a program that takes too long
            places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == NAME]
            number = places[-1] if places else None
            words = f"{type(error).__name__} ({error})"
        lines = program.splitlines()
        return Outcome(None, words, lines[number - 1].strip() if number and number <= len(lines) else "its end")


def _arrays(value):
    """Return what a program computed as a list of arrays; None in a list is an array of NaN."""
    parts = value if isinstance(value, list) else [value]
    return [np.array(np.nan if part is None else part, dtype=float) for part in parts]


def _same(one, other):
    if one.error or other.error:
        return (one.error, one.line) == (other.error, other.line)
    return all(map(_same_arrays, one.arrays, other.arrays))


def _same_arrays(one, other):
    return len(one) == len(other) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=1e-12, equal_nan=True)
        for a, b in zip(one, other, strict=True)
    )
