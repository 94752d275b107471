"""Exercises that give a wrong formula: the answer is any point at which it is seen to be wrong."""

from dataclasses import dataclass, field

import numpy as np

from backprop_lib.exercises.edits import mistakes_of_choice
from backprop_lib.exercises.exercise import RIGHT_ANSWER, UNTOUCHED, Exercise, found, untouched
from backprop_lib.exercises.number import read

DIGITS = 5  # to which the formulas must differ: a check by differences is not much finer


@dataclass(frozen=True, eq=False)
class Counterexample(Exercise):
    """An exercise whose answer is a point; `right` is one of many, and the mistakes are points that show nothing.

    Attributes
    ----------
    formulas : callable
        formulas(*point) returns what is right at a point and what is claimed, as two arrays.
    hides : dict
        name of the mistake -> callable that says of a point whether it hides what is wrong in this way.
    """

    formulas: object = None
    hides: dict = field(default_factory=dict)

    @classmethod
    def from_text(cls, id, task, right, mistakes, worked, **more):
        """Return an exercise whose mistakes are a table: `name: = point`; see `edits`."""
        return cls(id, task, right, mistakes_of_choice(id, mistakes, {}, {}), worked, **more)

    def examine(self, answer):
        """Compare the two formulas at a point."""
        if untouched(answer):
            return UNTOUCHED
        point, complaint = read(answer, np.shape(self.right))
        if complaint:
            return found(complaint)
        with np.errstate(all="ignore"):  # a point may be anywhere
            true, claimed = (np.array(values, dtype=float) for values in self.formulas(*point))
        if not np.isfinite([true, claimed]).all():
            return found("At this point the formulas give no finite numbers. Take numbers near 1.")
        largest = np.abs([true, claimed]).max()
        if np.abs(true - claimed).max() > 10.0**-DIGITS * largest:
            return RIGHT_ANSWER
        for name, hides in self.hides.items():
            if hides(*point):
                return self.known(name)
        return self.unknown(f"At this point the two formulas agree to {DIGITS} digits.")
