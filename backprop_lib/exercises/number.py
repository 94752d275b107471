"""Exercises whose answer is a number, or several: equal within a tolerance, or off by a known mistake or a factor."""

from dataclasses import dataclass

import numpy as np

from backprop_lib.checks import shown
from backprop_lib.exercises.edits import answer_of, mistakes_of_program, tidy
from backprop_lib.exercises.exercise import (
    FACTORS,
    MOST,
    NOT_YET,
    RIGHT_ANSWER,
    UNTOUCHED,
    Exercise,
    Finding,
    found,
    in_words,
    untouched,
)


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
        return cls(id, task, answer_of(program, using), known, worked, **more)

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
