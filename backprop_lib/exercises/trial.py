"""A function that was tried: what it did in all cases, beside what is right and what the known mistakes do."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from backprop_lib.exercises.running import Outcome


class Place(NamedTuple):
    """Where an array stands: in which case, which part of what is returned, which layer (from 0)."""

    case: int
    part: int
    layer: int


@dataclass(frozen=True, eq=False)
class Trial:
    """What is known when an answer is examined.

    Attributes
    ----------
    exercise : Code
    function : callable
        The learner's.
    cases : list
        Pairs (name, arguments).
    wanted : list
        The right arrays, case by case.
    mistaken : dict
        name of a mistake -> its outcomes.
    outcomes : list of Outcome
        What the function did, up to the first case that never came to an end.
    """

    exercise: object
    function: object
    cases: list
    wanted: list
    mistaken: dict
    outcomes: list

    def is_right(self):
        """Return whether all cases are right."""
        return len(self.outcomes) == len(self.cases) and all(map(self.agrees, self.outcomes, self.wanted))

    def agrees(self, got, arrays):
        """Return whether an outcome has these arrays."""
        return got.kind == "value" and got.problem is None and self.close(got.arrays, arrays)

    def close(self, arrays, others):
        """Return whether all arrays are equal."""
        return all(
            len(part) == len(other) and all(map(self.equal, part, other))
            for part, other in zip(arrays, others, strict=True)
        )

    def equal(self, a, b):
        """Return whether an array equals another within the tolerance, relative to the largest entry of the other."""
        if a.shape != b.shape:
            return False
        finite = np.isfinite(b)
        if not finite.all():
            return np.array_equal(a[~finite], b[~finite], equal_nan=True) and self.equal(a[finite], b[finite])
        scale = max(np.abs(b).max(initial=0.0), 1e-12)
        return bool(np.all(np.abs(a - b) <= self.exercise.tolerance * scale))

    def matches(self, results):
        """Return whether another function did the same in all cases: the same numbers, or both no numbers.

        Where no wrong numbers agree, what it did instead has to be the same in words.
        """
        if len(self.outcomes) < len(self.cases) or not all(map(self.same, self.outcomes, results)):
            return False
        wrong = [place for place in self.wrong if self.outcomes[place.case].kind == "value"]
        return bool(wrong) or all(
            got.problem == other.problem for got, other in zip(self.outcomes, results, strict=True)
        )

    def same(self, got, other):
        """Return whether two outcomes are the same: the same arrays, or both none."""
        return got.kind == other.kind and (got.kind != "value" or self.close(got.arrays, other.arrays))

    def arrays(self, outcomes):
        """Return Place -> array of all outcomes that have arrays."""
        return {
            Place(case, part, layer): array
            for case, got in enumerate(outcomes)
            if got.kind == "value"
            for part, arrays in enumerate(got.arrays)
            for layer, array in enumerate(arrays)
        }

    @cached_property
    def right(self):
        """Place -> right array, in all cases."""
        return self.arrays([Outcome(arrays, None, "value") for arrays in self.wanted])

    @cached_property
    def given(self):
        """Place -> the learner's array."""
        return self.arrays(self.outcomes)

    @cached_property
    def wrong(self):
        """The places at which the learner has an array, and not the right one."""
        return [
            place
            for place, array in self.given.items()
            if place not in self.right or not self.equal(array, self.right[place])
        ]

    def called(self, place):
        """Return what an array is called: dW[2], or the name of the part where there are no layers."""
        name = self.exercise.parts[place.part]
        layers = sum(other.case == place.case and other.part == place.part for other in self.right)
        return f"{name}[{place.layer + 1}]" if layers > 1 else name

    def samples(self, case):
        """Return N in a case."""
        return self.exercise.samples(self.cases[case][1])
