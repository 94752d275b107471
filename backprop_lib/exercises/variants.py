"""The same exercise with other numbers each time, so that neighbours can compare ways and not results.

An exercise has variants if its attribute `variants` is such an object:

    class Variants:
        def data(self, seed): ...                  # -> dict of name -> number, from np.random.default_rng(seed)
        def answer(self, data, mistake=None): ...  # -> the right answer, or the one that a mistake gives

`mistake` is the name of a mistake that the exercise knows. The hints must not quote the numbers of one variant.
"""

import operator
from dataclasses import dataclass, replace

from backprop_lib.checks import shown
from backprop_lib.exercises.exercise import MOST
from backprop_lib.exercises.number import Number

TRIALS = 100


@dataclass(frozen=True, eq=False)
class VariedNumber(Number):
    """An exercise with variants whose answer is a number, or several."""

    variants: object = None


def varied(exercise, variant):
    """Return an exercise with the numbers of a variant, and these numbers as a dict.

    Numbers with which two mistakes, or a mistake and the right way, give the same answer are drawn again.
    """
    if getattr(exercise, "variants", None) is None:
        raise ValueError(f"exercise {exercise.id} has the same numbers for all, expected no variant")
    try:
        number = operator.index(variant)
    except TypeError:
        number = -1
    if number < 0:
        raise ValueError(f"variant is {shown(variant, MOST)}, expected a whole number, 0 or more")
    for trial in range(TRIALS):
        data = exercise.variants.data((number, trial))
        changed = _with_numbers(exercise, data)
        if all(changed.examine(mistake.answer).diagnosis == name for name, mistake in changed.mistakes.items()):
            return changed, data
    raise ValueError(f"exercise {exercise.id}: in {TRIALS} draws, some mistakes always gave the same answer")


def _with_numbers(exercise, data):
    answer = exercise.variants.answer
    mistakes = {name: mistake._replace(answer=answer(data, name)) for name, mistake in exercise.mistakes.items()}
    return replace(exercise, right=answer(data), mistakes=mistakes, sources={})  # the program has other numbers
