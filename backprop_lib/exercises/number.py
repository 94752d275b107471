"""Exercises whose answer is a number, or several: right, or off by a known mistake, an edit, a factor."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import answer_of, edits_by_name, mistakes_of_program, tidy
from backprop_lib.exercises.evidence import (
    ACCIDENTS,
    DIGITS,
    EARLY,
    MANY,
    ROUNDING,
    accidents,
    agrees,
    figures,
    is_rounded,
)
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
from backprop_lib.exercises.forms import ComplexError, digits, numbers, written
from backprop_lib.exercises.parts import explained_by_parts
from backprop_lib.exercises.running import listed
from backprop_lib.exercises.search import (
    Clock,
    explain_number,
    numbers_on_the_way,
    places_of_factor,
    results_of_two,
    within_time,
)

# How many times as large -> the question, of several numbers and of one.
OTHER_UNITS = {
    100.0: ("Are they in percent?", "Is it in percent?"),
    1e-3: ("Are they in thousands?", "Is it in thousands?"),
}
OTHER_PLACES = dict.fromkeys((10.0, 0.1), ("Are the points in their places?", "Is the point in its place?"))


def read(answer, shape):
    """Return an answer as an array of a shape, and None; or None, and what is wrong with its form, in words."""
    size = int(np.prod(shape))
    expected = counted(size, "number") if shape else "a number"
    try:
        value = numbers(answer)
    except ComplexError:
        return None, "Your answer is complex. Where a complex step was taken, take the imaginary part, (0.13)."
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
        edits, right = edits_by_name(mistakes, id), answer_of(program, using)
        return cls(id, task, right, known, worked, sources={None: program}, using=using, edits=edits, **more)

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
            if self.is_mistaken(value, mistake.answer):
                return self._surely(name, value)
        if not np.isfinite(value).all():
            return found(
                "Your answer is not finite: somewhere an infinity or a NaN came in. Print the numbers before it."
            )
        return (
            self._too_few_digits(value, wanted)
            or self._in_another_form(value, wanted)
            or self._with_factor(value)
            or self._by_parts(value, wanted)
            or self._by_an_edit(value, wanted)
            or (None if wanted.ndim or self.counts else self._two_mistakes(value))
            or self._times(value, wanted, OTHER_PLACES)
            or self._unknown(value, wanted)
        )

    def equal(self, value, other):
        """Return whether numbers are equal within the tolerance."""
        other = np.asarray(other, dtype=float)
        return value.shape == other.shape and np.allclose(value, other, rtol=self.tolerance, atol=1e-12, equal_nan=True)

    def is_mistaken(self, value, other):
        """Return whether numbers are those of a mistake.

        There are many mistakes, so they are asked for more than the right answer.
        """
        other = np.asarray(other, dtype=float)
        if value.shape != other.shape or self.counts or not np.isfinite([value, other]).all():
            return self.equal(value, other)
        return agrees(value, other, min(ROUNDING, self.tolerance))

    def shows(self):
        """Return the check, and the numbers on the way to the answer: the first that is another is where to look."""
        numbers = {name: value for name, value in numbers_on_the_way(self) if not np.isin(value, self.right).any()}
        way = [f"`{name}` {written(value)}" for name, value in numbers.items() if written(value)]
        ask = "Which of them is" if len(way) > 1 else "Is it"
        return f"{self.check} On the way: {', '.join(way)}. {ask} another for you?" if way else self.check

    @property
    def counts(self):
        """Whether the answer is counted: then no constant factor makes sense, and all digits are needed."""
        right = np.asarray(self.right, dtype=float)
        return self.tolerance <= 1e-9 and bool((right == np.round(right)).all())

    def _surely(self, name, value):
        """Return the finding for a mistake that gives a number; as a possibility, where the digits are few."""
        if self.counts or value.ndim or not value or not np.isfinite(value):
            return self.known(name)
        exact = np.round(self.mistakes[name].answer, 9)
        if digits(value)[0] != DIGITS or digits(exact)[0] == DIGITS:
            return self.known(name)
        if accidents(value, [mistake.answer for mistake in self.mistakes.values()], 0.0) <= ACCIDENTS / 2:
            return self.known(name)
        return self.known(name, "To three digits it may be this: ")._replace(diagnosis=None)

    def _too_few_digits(self, value, wanted):
        """Return a finding if the answer is right, or that of a known mistake, to the digits that were given."""
        if self.counts or wanted.ndim:
            return None if self.counts else self._parts_with_too_few_digits(value, wanted)
        if not value:
            return None
        given, last = digits(value)
        if given >= DIGITS:
            return None
        if abs(value - wanted) <= 0.51 * last and abs(wanted) > 0.9 * last:  # 0.5 is no 1, to one digit
            return found(f"Right to {counted(given, 'digit')}; give three.")
        if abs(value) < abs(wanted) < abs(value) + 0.99 * last and value * wanted > 0:
            return found(f"Right to {counted(given, 'digit')}, and cut off there; give three.")
        close = [name for name, mistake in self.mistakes.items() if abs(value - mistake.answer) <= 0.51 * last]
        if given == 2 and len(close) == 1:
            possible = self.known(close[0], f"To {counted(given, 'digit')} it may be this: ")
            return possible._replace(diagnosis=None)
        return None

    def _parts_with_too_few_digits(self, value, wanted):
        """Return a finding if all numbers that are off are right to the digits that were given."""
        off = np.flatnonzero(~np.isclose(value, wanted, rtol=self.tolerance))
        given = [digits(value[k]) for k in off]
        places = [(abs(value[k] - wanted[k]), abs(wanted[k]), last) for k, (_, last) in zip(off, given, strict=True)]
        if any(distance > 0.51 * last or size <= 0.9 * last for distance, size, last in places):
            return None
        to_digits = [
            f"Number {k + 1} is right to {counted(count, 'digit')}" for k, (count, _) in zip(off, given, strict=True)
        ]
        return found(f"{', '.join(to_digits)}; give three.") if max(count for count, _ in given) < DIGITS else None

    def _in_another_form(self, value, wanted):
        """Return a finding if all numbers are right: in another order, in another unit, or rounded."""
        if wanted.ndim and self.equal(np.sort(value), np.sort(wanted)):
            return self.unknown("Each number is there. In which order are they asked for?")
        if times := self._times(value, wanted, OTHER_UNITS):
            return times
        if self.counts and wanted.min() >= 100 and np.allclose(value, wanted, rtol=2e-2) and not np.any(value % 100):
            return self.unknown("Your answer is rounded. It is counted, so all digits are needed.")
        return None

    def _times(self, value, wanted, questions):
        """Return a finding if all numbers are right, times a factor that is no number of samples."""
        for factor, asked in questions.items():
            of_samples = factor in (self.samples, 1 / self.samples)
            if not of_samples and wanted.all() and np.allclose(value, factor * wanted, rtol=5e-3):
                each = "Each of your numbers" if wanted.ndim else "Your number"
                return self.unknown(f"{each} is {factor:g} times what is asked for. {asked[not wanted.ndim]}")
        return None

    def _with_factor(self, value):
        """Return a finding if the answer, or the step to it, is that of the program or of a mistake, times a factor."""
        if self.counts:
            return None
        right = np.asarray(self.right, dtype=float) - self.start
        what = "Your step" if self.start else "All"
        for factor, meaning in self._factors().items():
            if np.any(right) and self.is_mistaken(value, self.start + factor * right):
                first = f"{what} is there, but for {in_words(factor)}."
                places = within_time(lambda factor=factor: self._places_of(factor))
                look = f" Look at {listed(places)}." if places else ""
                return self.unknown(first + look, f"{first[:-1]}: {meaning}.{look}")
        return self._mistake_with_factor(value)

    def _mistake_with_factor(self, value):
        """Return a finding if a known mistake and a constant factor give the number, and accident does not."""
        tried, fits = [], []
        for factor, meaning in FACTORS.items():  # the simplest one first
            for name, mistake in self.mistakes.items():
                step = np.asarray(mistake.answer, dtype=float) - self.start
                if np.any(step) and np.isfinite(step).all():
                    tried.append(self.start + factor * step)
                    if is_rounded(value, tried[-1]):
                        fits.append((name, factor, meaning))
        fits = [fit for fit in fits if fit[1] == fits[0][1]]
        if len(fits) != 1 or accidents(value, tried, EARLY) > ACCIDENTS:
            return None
        ((name, factor, meaning),) = fits
        first, second, third = self.known(name, "Two things at once. ", claims=False).hints
        return Finding(NOT_YET, name, (first, f"{second} And {in_words(factor)} is off: {meaning}.", third))

    def _two_mistakes(self, value):
        """Return a finding if two known mistakes together give the number, and accident does not."""
        tried = within_time(lambda: list(results_of_two(self, Clock(0.5))))
        fits = [pair for pair, result in tried or () if is_rounded(value, result)]
        if not 1 <= len(fits) <= 2 or accidents(value, [result for _, result in tried], EARLY) > ACCIDENTS / 3:
            return None
        first, stronger = (
            " Or: ".join(
                f"The one: {one} The other: {two}"
                for one, two in (tuple(self.known(name, claims=False).hints[k] for name in pair) for pair in fits)
            )
            for k in range(2)
        )
        both = "Two things at once, it seems."
        return Finding(NOT_YET, fits[0][0], (f"{both} {first}", f"{both} {stronger}", self.check))

    def _places_of(self, factor):
        """Return the formulas of the program that have a constant factor, or the parts of which it is made, in them."""
        N, parts = self.samples, [-1.0] if factor < 0 else []
        size = abs(factor)
        if N > 1 and size in (N, 2 * N, N / 2):
            parts, size = [*parts, N], size / N
        elif N > 1 and size in (1 / N, 2 / N, 0.5 / N):
            parts, size = [*parts, N], size * N  # where 1/N stands, it may stand twice
        parts += [0.5] if size != 1 else []  # and so may the 2
        return list(dict.fromkeys(place for part in parts for place in places_of_factor(self, part, self.start)))[:2]

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
            N / 2: f"divided by 2 in place of {N}, or {lost} and a factor 2 lost",
            N / 4: f"divided by 2 in place of {N}, and a factor 2 lost",
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
        if len(off) == wanted.size:
            return f"Look at all {wanted.size} numbers: none is right yet."
        others = "the other is right" if wanted.size == 2 else "the others are right"
        return f"Look at number {', '.join(off)}: {others}."

    def _by_an_edit(self, value, wanted):
        """Return a finding if an edit of the program gives the number."""
        off = ~np.isclose(value, wanted, rtol=self.tolerance, atol=1e-12)
        if not self.sources or not value[off].all():  # to 0 there are too many ways
            return None
        if figures(value[off]) <= DIGITS and np.allclose(value[off], wanted[off], rtol=0.01):  # rounded on the way
            return None
        count, last = figures(value[off]), 0.51 * np.array([digits(number)[1] for number in value[off]])
        exactly = count < DIGITS or self.counts  # then only what is computed without rounding

        def matches(result, tolerance):
            if result.shape != wanted.shape or not np.allclose(result[~off], wanted[~off], rtol=self.tolerance):
                return False  # an edit that moves the numbers that are right, too, is not what has been done
            width = 1e-12 * np.abs(result[off]) if exactly else np.maximum(last, tolerance * np.abs(result[off]))
            return bool(np.all(np.abs(value[off] - result[off]) <= width))

        def by_accident(results, tolerance):
            parts = [result[off][:1] for result in results if result.shape == wanted.shape]
            return accidents(value[off][:1], parts, tolerance)

        simple = () if self.counts or count <= DIGITS else (-1.0, 0.5, 2.0)
        factors = {factor: FACTORS[factor] for factor in simple}
        explained = within_time(lambda: explain_number(self, matches, by_accident, factors, strong=count >= MANY))
        if not explained or explained.accidents > ACCIDENTS / (1 + explained.rank):
            return None
        number = f"number {int(np.flatnonzero(off)[0]) + 1}" if wanted.ndim else "this number"
        ways = explained.ways[:2]
        places = [" and ".join(dict.fromkeys(place for place, _ in edits if place)) for edits in ways]
        words = [", and ".join(words + (f", in {place}" if place else "") for place, words in edits) for edits in ways]
        look = " or ".join(filter(None, places))
        sign = ": is each number the given one, with its sign?" if look.startswith("what is given") else "."
        first = f"Look at {look}{sign}" if look else self._unknown(value, wanted).hints[0]
        return self.unknown(first, f"One way to {number} would be {', or '.join(words)}.")

    def _unknown(self, value, wanted):
        if wanted.ndim:
            return self.unknown(self._places(value, wanted))
        few = figures(value) < min(MANY, figures(np.round(wanted, 9))) > DIGITS
        whole = self.counts or (value == np.round(value) and wanted == np.round(wanted))
        more = f" Is it rounded? With {MANY} digits it can be looked at more closely." if few and not whole else ""
        if value * wanted < 0:
            return self.unknown(f"It has the wrong sign, and it is off in size as well.{more}")
        distance = abs(value - wanted) / abs(wanted) if wanted else np.inf
        farther = "farther from 0" if abs(value) > abs(wanted) else "nearer to 0"
        if distance <= 0.05:
            return self.unknown(
                f"It is off by less than 5 %, {farther} than it should be. Is something rounded on the way?"
            )
        return self.unknown(f"It is {farther} than it should be.{more}")
