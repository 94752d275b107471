"""Exercises whose answer makes a program: it is run, and what it computes is compared.

So every way to write or to order it is right that computes the right thing, and a known mistake is known by what it
computes, also where it stops: then in a network of equal widths, where the shapes always fit.
"""

import copy
import traceback
import warnings
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
        data() returns a dict of the names that the program finds besides np: a network in which all widths differ.
    square : callable
        The same for a network of equal widths. Where a wrong index or a missing transpose stops the program in the
        first one, what it computes in this one tells which it is.
    results : tuple of str
        Names of what it computes: arrays, or lists of arrays and None.
    """

    data: object = None
    square: object = None
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
        if mine.error and mine.error != ENDLESS and (name := self._known_if_square(answer)):
            return self.known(name)
        if mine.error == ENDLESS:
            return found(f"{RUNNING} after {running.SECONDS:g} seconds. Does a loop never end?")
        if mine.error:
            return found(f"The program stops at `{mine.line}` with {mine.error}.")
        off = [
            name for name, a, b in zip(self.results, mine.arrays, right.arrays, strict=True) if not _same_arrays(a, b)
        ]
        return found(f"The program runs, but look at {' and '.join(off)}: do a small step by hand, and compare.")

    def _known_if_square(self, answer):
        """Return the mistake that stops as well, and computes the same where all widths are equal, or None."""
        mine, (right, mistaken) = self._outcome(answer, self.square), self._known_square
        if mine.error or _same(mine, right):
            return None
        stopped = (name for name, outcome in self._known[1].items() if outcome.error)
        return next((name for name in stopped if _same(mine, mistaken[name])), None)

    @cached_property
    def _known(self):
        """The outcome of the right program, and those of the mistaken ones by their names."""
        return self._outcomes(self.data)

    @cached_property
    def _known_square(self):
        """The same where all widths are equal."""
        return self._outcomes(self.square)

    def _outcomes(self, data):
        mistaken = {name: self._outcome(mistake.answer, data) for name, mistake in self.mistakes.items()}
        return self._outcome(self.right, data), mistaken

    def _outcome(self, answer, data=None):
        """Run the program of an answer, but not for longer than a function may take."""
        program, outcomes = self.program(answer), []
        worker = Worker(lambda: outcomes.append(self._run(program, data or self.data)), running.SECONDS)
        if not worker.ends_within(running.SECONDS):
            worker.stop()
            return Outcome(None, ENDLESS)
        return outcomes[0]

    def _run(self, program, data):
        names = {"np": np, **copy.deepcopy(data())}
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
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
        line = " ".join(lines[number - 1].split()) if number and number <= len(lines) else "its end"
        return Outcome(None, words, line)


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
