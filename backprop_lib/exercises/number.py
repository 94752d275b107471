"""Exercises whose answer is a number, or several: right, or off by a known mistake, an edit, a factor."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import answer_of, mistakes_of_program, tidy
from backprop_lib.exercises.exercise import (
    FACTORS,
    MOST,
    NOT_YET,
    RIGHT_ANSWER,
    SQUARED,
    UNTOUCHED,
    Exercise,
    Finding,
    counted,
    found,
    in_words,
    untouched,
)
from backprop_lib.exercises.forms import ComplexError, digits, numbers
from backprop_lib.exercises.parts import explained_by_parts
from backprop_lib.exercises.search import explain_number, within_time

DIGITS = 3  # so many are enough for an answer, and needed for a search


def read(answer, shape):
    """Return an answer as an array of a shape, and None; or None, and what is wrong with its form, in words."""
    size = int(np.prod(shape))
    expected = counted(size, "number") if shape else "a number"
    try:
        value = numbers(answer)
    except ComplexError:
        return None, "Your answer is complex. Where a complex step was taken, take the imaginary part, (0.8)."
    except (TypeError, ValueError, OverflowError):
        words = f"Your answer is {shown(answer, MOST)}, expected {expected} as Python writes it, such as -0.25."
        return None, words
    if value.size != size:
        return None, f"Your answer has {counted(value.size, 'number')}, expected {size}."
    return value.reshape(shape), None


@dataclass(frozen=True, eq=False)
class Number(Exercise):
    """An exercise whose answer is a number, or several numbers in a fixed order.

    Attributes
    ----------
    check : str
        Which check would show a mistake.
    samples : int
        N: its being lost or doubled is recognised as a constant factor, where it is more than 1.
    tolerance : float
        Relative; the answers of different mistakes are farther apart.
    start : float
        Where the answer is a new value: the old one. What is off by a constant factor is then the step.
    """

    check: str = "Compute it again, one factor at a time, and print each of them."
    samples: int = 1
    tolerance: float = 5e-3
    start: float = 0.0

    @classmethod
    def from_text(cls, id, task, program, mistakes, worked, using, answers=None, **more):
        """Return an exercise whose right answer is what a program calls `answer`, and whose mistakes edit it.

        Parameters
        ----------
        program, mistakes : str
            The program, with the numbers of its formulas in comments, and the table of mistakes; see `edits`.
        using : dict
            The names that the program may use.
        answers : dict, optional
            name of the mistake -> wrong answer, for mistakes that are no edits.
        """
        program = tidy(program)
        known = mistakes_of_program(id, program, mistakes, using, answers or {})
        return cls(id, task, answer_of(program, using), known, worked, sources={None: program}, using=using, **more)

    def examine(self, answer):
        """Compare an answer with the right one and with those of the known mistakes."""
        if untouched(answer):
            return UNTOUCHED
        wanted = np.asarray(self.right, dtype=float)
        value, complaint = read(answer, wanted.shape)
        if complaint:
            return found(complaint)
        with np.errstate(all="ignore"):  # a wrong answer may be any number
            return self._judged(value, wanted)

    def _judged(self, value, wanted):
        if self.equal(value, self.right):
            return RIGHT_ANSWER
        for name, mistake in self.mistakes.items():
            if self.equal(value, mistake.answer):
                return self.known(name)
        if not np.isfinite(value).all():
            return found(
                "Your answer is not finite: somewhere an infinity or a NaN came in. Print the numbers before it."
            )
        return (
            self._too_few_digits(value, wanted)
            or self._with_factor(value)
            or self._by_parts(value, wanted)
            or self._by_an_edit(value, wanted)
            or self._unknown(value, wanted)
        )

    def equal(self, value, other):
        """Return whether numbers are equal within the tolerance."""
        other = np.asarray(other, dtype=float)
        return value.shape == other.shape and np.allclose(value, other, rtol=self.tolerance, atol=1e-12, equal_nan=True)

    @property
    def counts(self):
        """Whether the answer is counted: then no constant factor makes sense, and all digits are needed."""
        right = np.asarray(self.right, dtype=float)
        return self.tolerance <= 1e-9 and bool((right == np.round(right)).all())

    def _too_few_digits(self, value, wanted):
        """Return a finding if the answer is right, or that of a known mistake, to the digits that were given."""
        if self.counts or wanted.ndim or not value:
            return None
        given, last = digits(value)
        if given >= DIGITS:
            return None
        if abs(value - wanted) <= 0.51 * last:
            return found(f"Right to {counted(given, 'digit')}; give three.")
        if abs(value) < abs(wanted) < abs(value) + last and value * wanted > 0:
            return found(f"Right to {counted(given, 'digit')}, and cut off there; give three.")
        close = [name for name, mistake in self.mistakes.items() if abs(value - mistake.answer) <= 0.51 * last]
        if given == 2 and len(close) == 1:
            possible = self.known(close[0], f"To {counted(given, 'digit')} it may be this: ")
            return possible._replace(diagnosis=None)
        return None

    def _with_factor(self, value):
        """Return a finding if the answer, or the step to it, is that of the program or of a mistake, times a factor."""
        if self.counts:
            return None
        step, right = value - self.start, np.asarray(self.right, dtype=float) - self.start
        what = "Your step" if self.start else "All"
        for factor, meaning in self._factors().items():
            if np.any(right) and self.equal(step, factor * right):
                first = f"{what} is there, but for {in_words(factor)}."
                return self.unknown(first, f"{first[:-1]}: {meaning}.")
        for name, mistake in self.mistakes.items():
            wrong = np.asarray(mistake.answer, dtype=float) - self.start
            for factor, meaning in FACTORS.items():
                if np.any(wrong) and self.equal(step, factor * wrong):
                    first, second, third = self.known(name, "Two things at once. ", claims=False).hints
                    also = f"And {in_words(factor)} is off: {meaning}."
                    return Finding(NOT_YET, name, (first, f"{second} {also}", f"{third} {also}"))
        return None

    def _factors(self):
        """Return the constant factors that are looked for, with what they mean."""
        N = self.samples
        if N == 1:
            return {**FACTORS, **SQUARED}
        lost, twice = "not divided by the number of samples", "once too often divided by the number of samples"
        return {
            **FACTORS,
            **SQUARED,
            N: lost,
            1 / N: twice,
            2 * N: f"{lost}, and a factor 2 too many",
            N / 2: f"divided by 2, or {lost} and a factor 2 lost",
            2 / N: f"{twice}, and a factor 2 too many",
            0.5 / N: f"{twice}, and a factor 2 lost",
        }

    def _by_parts(self, value, wanted):
        """Return a finding if some of several numbers are those of known mistakes."""
        if not wanted.ndim:
            return None
        same = partial(np.isclose, rtol=self.tolerance, atol=1e-12)
        return explained_by_parts(self, tuple(value), self._places(value, wanted), read=tuple, same=same)

    def _places(self, value, wanted):
        """Return which of several numbers are off, in words."""
        off = [str(k + 1) for k in np.flatnonzero(~np.isclose(value, wanted, rtol=self.tolerance))]
        others = ": the others are right" if len(off) < wanted.size else ", none is right yet"
        return f"Look at number {', '.join(off)}{others}."

    def _by_an_edit(self, value, wanted):
        """Return a finding if an edit of the program gives the number."""
        off = ~np.isclose(value, wanted, rtol=self.tolerance, atol=1e-12)
        given = [digits(number) for number in value[off]]
        figures = min(count for count, _ in given)
        if not self.sources or not value[off].all():  # to 0 there are too many ways
            return None
        exactly = figures < DIGITS or self.counts  # then only what is computed without rounding
        last = 0.0 if exactly else 0.51 * np.array([place for _, place in given])

        def matches(result, tolerance):
            if result.shape != wanted.shape:
                return False
            size = np.abs(result[off]) * (1e-12 if exactly else tolerance)
            return bool(np.all(np.abs(value[off] - result[off]) <= np.maximum(last, size)))

        edits = within_time(lambda: explain_number(self, matches, strong=figures >= 6))
        if not edits:
            return None
        number = f"number {int(np.flatnonzero(off)[0]) + 1}" if wanted.ndim else "this number"
        places = " and ".join(dict.fromkeys(place for place, _ in edits if place))
        ways = ", and ".join(words + (f", in {place}" if place else "") for place, words in edits)
        first = f"Look at {places}." if places else "Look at the numbers that are given."
        return self.unknown(first, f"One way to {number} is {ways}.")

    def _unknown(self, value, wanted):
        if wanted.ndim:
            return self.unknown(self._places(value, wanted))
        if value * wanted < 0:
            return self.unknown("It has the wrong sign, and it is off in size as well.")
        distance = abs(value - wanted) / abs(wanted) if wanted else np.inf
        farther = "farther from 0" if abs(value) > abs(wanted) else "nearer to 0"
        if distance <= 0.05:
            return self.unknown(
                f"It is off by less than 5 %, {farther} than it should be. Is something rounded on the way?"
            )
        return self.unknown(f"It is {farther} than it should be.")
