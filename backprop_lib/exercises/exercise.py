"""What an exercise is: a question, its right answer, and the wrong answers that known mistakes give.

An answer is examined by comparison. A wrong answer that equals the one of a known mistake is answered with that
mistake, also where a constant factor is off as well; any other with what can be said about it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from backprop_lib.checks import shown

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


@dataclass(frozen=True, eq=False)
class Number(Exercise):
    """An exercise whose answer is a number, or several numbers in a fixed order.

    Attributes
    ----------
    check : str
        Which check would find an unknown mistake.
    samples : int
        N: its being lost or doubled is recognised as a constant factor, where it is more than 1.
    tolerance : float
        Relative; the answers of different mistakes are farther apart.
    """

    check: str = "Compute it again, one factor at a time, and print each of them."
    samples: int = 1
    tolerance: float = 5e-3

    def examine(self, answer):
        """Compare an answer with the right one and with those of the known mistakes."""
        if untouched(answer):
            return UNTOUCHED
        wanted = np.asarray(self.right, dtype=float)
        try:
            if np.iscomplexobj(answer):
                return found("Your answer is complex. Where a complex step was taken, take the imaginary part, (0.8).")
            value = np.asarray(answer, dtype=float)
        except (TypeError, ValueError, OverflowError):
            expected = "a number" if wanted.ndim == 0 else f"{wanted.size} numbers"
            return found(
                f"Your answer is {shown(answer, MOST)}, expected {expected} as Python writes it, such as -0.25."
            )
        if value.size != wanted.size:
            return found(f"Your answer has {value.size} numbers, expected {wanted.size}.")
        value = value.reshape(wanted.shape)
        if not np.isfinite(value).all():
            for name, mistake in self.mistakes.items():
                if self._equal(value, mistake.answer):
                    return self.known(name)
            return found(
                "Your answer is not finite: somewhere an infinity or a NaN came in. Print the numbers before it."
            )
        if self._equal(value, self.right):
            return RIGHT_ANSWER
        for name, mistake in self.mistakes.items():
            if self._equal(value, mistake.answer):
                return self.known(name)
        return self._with_factor(value) or self._unknown(value, wanted)

    def _equal(self, value, other):
        other = np.asarray(other, dtype=float)
        return value.shape == other.shape and np.allclose(value, other, rtol=self.tolerance, atol=1e-12, equal_nan=True)

    def _with_factor(self, value):
        N = self.samples
        by_samples = [N, 1 / N, 2 * N, 0.5 / N, 2 / N, N / 2] if N > 1 else []
        for factor in [*FACTORS, *by_samples]:
            if np.any(self.right) and self._equal(value, factor * np.asarray(self.right, dtype=float)):
                return found(
                    f"All is there, but for {in_words(factor)}.",
                    f"All is there, but for {in_words(factor)}: look at each 2, each 1/N, the order of a difference.",
                )
        for name, mistake in self.mistakes.items():
            for factor in [*FACTORS, *by_samples]:
                wrong = np.asarray(mistake.answer, dtype=float)
                if np.any(wrong) and self._equal(value, factor * wrong):
                    both = f"Two things at once: {in_words(factor)} is off, and this:"
                    return Finding(NOT_YET, name, (f"{both} {mistake.hint}", f"{both} {mistake.stronger}"))
        return None

    def _unknown(self, value, wanted):
        if wanted.ndim:
            off = [str(k + 1) for k in np.flatnonzero(~np.isclose(value, wanted, rtol=self.tolerance))]
            words = f"Not the right numbers: look at number {', '.join(off)}."
            return found(words, f"{words} {self.check}")
        if np.sign(value) * np.sign(wanted) < 0:
            words = "It has the wrong sign, and another size than any mistake that is known here."
        else:
            size = "large" if abs(value) > abs(wanted) else "small"
            words = f"It is too {size}, and no mistake that is known here gives it."
        return found(words, f"{words} {self.check}")


@dataclass(frozen=True, eq=False)
class Choice(Exercise):
    """An exercise whose answer is exact: a word, a shape, a set of names.

    Attributes
    ----------
    options : tuple
        What may be chosen, where the task offers a choice.
    """

    options: tuple = ()

    def examine(self, answer):
        """Compare an answer with the right one and with those of the known mistakes."""
        if untouched(answer):
            return UNTOUCHED
        try:
            given = exact(answer)
            hash(given)
        except TypeError:
            return found("Your answer cannot be compared: use words, numbers, tuples or sets of them.")
        if isinstance(self.right, set | frozenset) and isinstance(given, tuple):
            given = frozenset(given)  # a list does as well as a set
        if given == exact(self.right):
            return RIGHT_ANSWER
        for name, mistake in self.mistakes.items():
            if given == exact(mistake.answer):
                return self.known(name)
        if self.options:
            among = ", ".join(map(repr, self.options))
            return found(f"Your answer is {shown(answer, MOST)}; choose among {among}.")
        wanted = exact(self.right)
        if isinstance(wanted, tuple) and isinstance(given, tuple):
            if len(given) != len(wanted):
                return found(f"Your answer has {len(given)} parts, expected {len(wanted)}.")
            first = next(k for k, (one, other) in enumerate(zip(given, wanted, strict=True), start=1) if one != other)
            return found(f"Look at part {first} of your answer. Compute a small case by hand, and compare.")
        return found(f"{shown(answer, MOST)} is not it. Compute a small case by hand, and compare.")


def exact(answer):
    """Return an answer in the form in which it is compared: upper and lower case, lists and tuples are the same."""
    if isinstance(answer, np.generic):
        answer = answer.item()  # a number of numpy compares itself with each entry of a tuple
    if isinstance(answer, str):
        return " ".join(answer.lower().split())
    if isinstance(answer, set | frozenset):
        return frozenset(exact(part) for part in answer)
    if isinstance(answer, list | tuple):
        return tuple(exact(part) for part in answer)
    if isinstance(answer, np.ndarray):
        return exact(answer.tolist())
    if isinstance(answer, np.inexact):  # it would be compared with a tuple entry by entry
        return complex(answer) if isinstance(answer, np.complexfloating) else float(answer)
    return answer


@dataclass(frozen=True, eq=False)
class Code(Exercise):
    """An exercise whose answer is a function; see `backprop_lib.exercises.code`.

    Attributes
    ----------
    cases : callable
        Returns a list of cases. A case is a pair (name, arguments); the learner has not seen them.
    parts : tuple of str
        Names of what the function returns, in order; one name if it returns a single thing.
    samples : callable
        samples(arguments) gives N, for a 1/N that is lost or doubled.
    check : str
        Which check would find an unknown mistake.
    tolerance : float
        Relative, entry by entry against the largest entry of the array.
    """

    cases: object = None
    parts: tuple = ("the result",)
    samples: object = field(default=lambda arguments: 1)
    check: str = "Compare with complex_step_gradient, one parameter at a time."
    tolerance: float = 1e-9

    def examine(self, answer):
        """Run a function on all cases and compare what it returns with the right functions and the mistaken ones."""
        from backprop_lib.exercises.code import examine_function

        return examine_function(self, answer)
